import { randomBytes } from 'node:crypto';

/** Who may call the local Slack, made anew at each start; nothing of it is ever stored. */
export interface Credentials {
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly botToken: string;
  readonly signingSecret: string;
  /** Slack's old verification token, which payloads still carry; nothing checks it. */
  readonly verificationToken: string;
}

export function createCredentials(): Credentials {
  return Object.freeze({
    appId: 'A0LOCALAPP',
    botId: 'B0LOCALBOT',
    botUserId: 'U0LOCALBOT',
    botToken: `xoxb-local-${randomBytes(18).toString('hex')}`,
    signingSecret: randomBytes(16).toString('hex'),
    verificationToken: randomBytes(12).toString('hex'),
  });
}
