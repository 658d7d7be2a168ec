import { z } from 'zod';

/** How Slack reaches the bot. `local`: no tokens, so the workspace on this machine stands in for Slack. */
export type Connection =
  | { readonly kind: 'local' }
  | { readonly kind: 'socket'; readonly botToken: string; readonly appToken: string }
  | { readonly kind: 'http'; readonly botToken: string; readonly signingSecret: string }
  | ({ readonly kind: 'oauth'; readonly signingSecret: string } & OAuthSettings);

/** What any number of workspaces install Pasteur with; each gets its own token. */
export interface OAuthSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the state that an installation carries to Slack and back. */
  readonly stateSecret: string;
  /** Of 32 bytes each; the first one seals tokens, all of them open. */
  readonly tokenKeys: readonly Buffer[];
}

const KEY_BYTES = 32;

/** The settings of the connection, for the schema of all settings. */
export const CONNECTION_SHAPE = {
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-', 'must start with xoxb- (OAuth & Permissions > Bot User OAuth Token)')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'must start with xapp- (Basic Information > App-Level Tokens)')
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^[0-9a-f]{32}$/i, 'must be 32 hexadecimal digits (Basic Information > Signing Secret)')
    .optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^\d+\.\d+$/, 'must be two numbers with a dot between them (Basic Information > Client ID)')
    .optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z
    .string()
    .min(16, 'must have at least 16 characters (openssl rand -hex 24 makes one)')
    .optional(),
  PASTEUR_TOKEN_KEY: z
    .string()
    .refine(
      (text) => keysIn(text).every((key) => key.length === KEY_BYTES),
      'must be keys of 32 bytes in hexadecimal or base64, comma separated (openssl rand -base64 32 makes one)',
    )
    .transform(keysIn)
    .optional(),
};

/** Those whose value is a secret. */
export const CONNECTION_SECRETS = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'PASTEUR_TOKEN_KEY',
] as const;

type Given = Readonly<Record<string, string | undefined>>;
type Values = z.output<z.ZodObject<typeof CONNECTION_SHAPE>>;

const OF_OAUTH = ['SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'PASTEUR_TOKEN_KEY'] as const;

/** What is missing or too much: a half-done set-up would start and then stay silent. */
export function connectionFaults(given: Given): string[] {
  if (given.SLACK_CLIENT_ID !== undefined) return oauthFaults(given);
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = given;
  const lonely = OF_OAUTH.filter((name) => given[name] !== undefined);
  if (lonely.length > 0) {
    return [
      `SLACK_CLIENT_ID is missing: set it beside ${lonely.join(', ')}, or unset ${lonely.length === 1 ? 'that' : 'those'} for one workspace`,
    ];
  }
  if (bot === undefined && (app ?? secret) !== undefined) {
    return [
      'SLACK_BOT_TOKEN is missing: set it beside SLACK_APP_TOKEN or SLACK_SIGNING_SECRET, or unset all three to try Pasteur without Slack',
    ];
  }
  if (bot !== undefined && app === undefined && secret === undefined) {
    return [
      'SLACK_BOT_TOKEN alone does not connect: add SLACK_APP_TOKEN (Socket Mode, no public address needed) or SLACK_SIGNING_SECRET (HTTP)',
    ];
  }
  return [];
}

function oauthFaults(given: Given): string[] {
  const missing = [...OF_OAUTH, 'SLACK_SIGNING_SECRET']
    .filter((name) => given[name] === undefined)
    .map(
      (name) =>
        `${name} is missing: SLACK_CLIENT_ID opens Pasteur to more than one workspace, which needs it`,
    );
  const tooMuch = [
    ...(given.SLACK_APP_TOKEN === undefined
      ? []
      : [
          'SLACK_APP_TOKEN does not go with SLACK_CLIENT_ID: Socket Mode is for one workspace, so unset one of them',
        ]),
    ...(given.SLACK_BOT_TOKEN === undefined
      ? []
      : [
          'SLACK_BOT_TOKEN does not go with SLACK_CLIENT_ID: each workspace gets its own token, so unset one of them',
        ]),
  ];
  return [...missing, ...tooMuch];
}

export function connectionOf(values: Values): Connection {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret = '',
    SLACK_CLIENT_ID: clientId,
  } = values;
  if (clientId !== undefined) {
    return Object.freeze({
      kind: 'oauth',
      signingSecret,
      clientId,
      clientSecret: values.SLACK_CLIENT_SECRET ?? '',
      stateSecret: values.SLACK_STATE_SECRET ?? '',
      tokenKeys: values.PASTEUR_TOKEN_KEY ?? [],
    });
  }
  if (botToken === undefined) return { kind: 'local' };
  if (appToken !== undefined) return { kind: 'socket', botToken, appToken };
  return { kind: 'http', botToken, signingSecret };
}

function keysIn(text: string): Buffer[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .map((part) => Buffer.from(part, /^[0-9a-f]{64}$/i.test(part) ? 'hex' : 'base64'));
}
