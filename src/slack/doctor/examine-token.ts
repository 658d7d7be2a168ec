import type { webApi } from '@slack/bolt';
import type { Finding } from '../../finding.ts';
import { slackErrorName } from '../slack-fault.ts';
import { SCOPE_PURPOSES } from './scope-purposes.ts';

export interface TokenFindings {
  readonly findings: readonly Finding[];
  /** Whether Slack took the token, so that more can be asked with it. */
  readonly isTaken: boolean;
}

const REINSTALL =
  'add it under OAuth & Permissions (or paste manifest.yml under App Manifest), then install the app again';

/** Proves the bot token and compares what it may do with what Pasteur does. */
export async function examineToken(
  client: webApi.WebClient,
  wantedScopes: readonly string[],
): Promise<TokenFindings> {
  try {
    const { team, user, response_metadata: metadata } = await client.auth.test();
    const token: Finding = { check: 'token', level: 'ok', message: `is that of ${user} in ${team}` };
    return { findings: [token, ...examineScopes(metadata?.scopes, wantedScopes)], isTaken: true };
  } catch (error) {
    return { findings: [refusal('token', error, TOKEN_CURE)], isTaken: false };
  }
}

const TOKEN_CURE =
  'set SLACK_BOT_TOKEN to the Bot User OAuth Token under OAuth & Permissions; install the app to the workspace first';

/** Socket Mode: an app-level token without `connections:write` passes all else and then never connects. */
export async function examineAppToken(client: webApi.WebClient): Promise<Finding> {
  try {
    await client.apps.connections.open({});
    return { check: 'connection', level: 'ok', message: 'Slack opens a connection by Socket Mode' };
  } catch (error) {
    const cure =
      'set SLACK_APP_TOKEN to an app-level token with connections:write (Basic Information), and turn Socket Mode on in the app';
    return refusal('connection', error, cure);
  }
}

/** Slack names the granted scopes in a header of every answer. */
function examineScopes(granted: readonly string[] | undefined, wanted: readonly string[]): Finding[] {
  const check = 'scopes';
  if (granted === undefined) {
    const cure = 'look under OAuth & Permissions whether all scopes of manifest.yml are there';
    return [{ check, level: 'warn', message: 'Slack does not say which the token has', cure }];
  }
  const missing = wanted.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) {
    return missing.map((scope) => {
      const purpose = SCOPE_PURPOSES[scope];
      const message = `${scope} is missing${purpose === undefined ? '' : `, which is for ${purpose}`}`;
      return { check, level: 'fail', message, cure: REINSTALL };
    });
  }
  const needless = granted.filter((scope) => !wanted.includes(scope));
  const all: Finding = { check, level: 'ok', message: `all ${wanted.length} of manifest.yml are granted` };
  if (needless.length === 0) return [all];
  const message = `the token has more than Pasteur uses: ${needless.join(', ')}`;
  const cure = 'take them out under OAuth & Permissions, unless they are there for a reason';
  return [all, { check, level: 'warn', message, cure }];
}

/** `cure` is for a refusal; when Slack could not be reached, the token may be as good as any. */
function refusal(check: string, error: unknown, cure: string): Finding {
  const name = slackErrorName(error);
  if (name !== undefined) return { check, level: 'fail', message: `Slack refuses it (${name})`, cure };
  const message = `Slack's Web API could not be asked: ${error instanceof Error ? error.message : String(error)}`;
  return { check, level: 'fail', message, cure: 'check the network, the proxy and SLACK_API_URL' };
}
