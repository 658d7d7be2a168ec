import { webApi } from '@slack/bolt';
import { ERROR_CODES, PasteurError } from '../../errors.ts';
import { slackErrorName } from '../slack-fault.ts';

/** A call at start must not hang: two quick retries, then say what is wrong. */
const AT_START: webApi.WebClientOptions = {
  retryConfig: { retries: 2, minTimeout: 300, factor: 2 },
  timeout: 10_000,
};

/** Proves the bot token, so that a wrong one stops the start and not the first answer. */
export async function checkBotToken(botToken: string, options: webApi.WebClientOptions): Promise<void> {
  await check('SLACK_BOT_TOKEN', botToken, options, (client) => client.auth.test(), {
    missing:
      'Copy the Bot User OAuth Token (it starts with xoxb-) from your app, OAuth & Permissions; install the app to the workspace first.',
  });
}

/** Proves the app-level token: one without `connections:write` passes every other check and then never connects. */
export async function checkAppToken(appToken: string, options: webApi.WebClientOptions): Promise<void> {
  await check('SLACK_APP_TOKEN', appToken, options, (client) => client.apps.connections.open({}), {
    missing:
      'Make an app-level token (it starts with xapp-) with the scope connections:write in your app, Basic Information, App-Level Tokens.',
  });
}

async function check(
  setting: string,
  token: string,
  options: webApi.WebClientOptions,
  call: (client: webApi.WebClient) => Promise<unknown>,
  cure: { readonly missing: string },
): Promise<void> {
  try {
    await call(new webApi.WebClient(token, { ...options, ...AT_START }));
  } catch (error) {
    const reason = slackErrorName(error);
    if (reason !== undefined) {
      throw new PasteurError(
        ERROR_CODES.slackTokenRefused,
        `Slack refused ${setting} (${reason}). ${cure.missing}`,
        { cause: error },
      );
    }
    const where = options.slackApiUrl ?? 'https://slack.com/api/';
    const what = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Slack's Web API at ${where} could not be reached to check ${setting}: ${what}. Check the network, or the proxy settings.`,
      { cause: error },
    );
  }
}
