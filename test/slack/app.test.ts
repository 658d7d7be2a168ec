import { createServer } from 'node:http';
import { createLogger } from '../../src/log.ts';
import { createSlackApp, type SlackApp } from '../../src/slack/app.ts';
import type { HttpOptions, SocketModeOptions } from '../../src/slack/delivery/receiver.ts';
import { SIGNING_SECRET } from '../support/slack-deliveries.ts';
import { BOT_TOKEN, type SlackWorkspace, startSlackWorkspace } from '../support/slack-workspace.ts';
import { smallTriage } from '../support/small-triage.ts';

describe('the Slack app', () => {
  let slack: SlackWorkspace;
  let app: SlackApp | undefined;

  beforeEach(async () => {
    slack = await startSlackWorkspace();
  });
  afterEach(async () => {
    await app?.stop();
    app = undefined;
    await slack.close();
  });

  const make = (door: HttpOptions | SocketModeOptions = http(), slackApiUrl = slack.apiUrl) => {
    app = createSlackApp({
      botToken: BOT_TOKEN,
      slackApiUrl,
      triage: () => smallTriage,
      log: createLogger('silent'),
      now: Date.now,
      settings: { sharedChannels: [] },
      ...door,
    });
    return app;
  };
  const http = (fields: Partial<HttpOptions> = {}): HttpOptions => ({
    signingSecret: SIGNING_SECRET,
    host: '127.0.0.1',
    port: 0,
    ...fields,
  });

  it('says where Slack has to post to once it listens', async () => {
    const made = make();
    expect(made.requestUrl).toBeUndefined();
    await made.start();
    expect(made.requestUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/slack\/events$/);
  });

  it('serves the routes that it is given', async () => {
    const made = make(
      http({
        routes: [
          { path: '/healthz', method: 'GET', handler: (_request, response) => void response.end('ok') },
        ],
      }),
    );
    await made.start();
    const response = await fetch(new URL('/healthz', made.requestUrl));
    expect(await response.text()).toBe('ok');
  });

  it('refuses a delivery that Slack did not sign', async () => {
    const made = make();
    await made.start();
    const response = await fetch(made.requestUrl ?? '', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': '1',
        'x-slack-signature': 'v0=00',
      },
      body: '{"type":"event_callback"}',
    });
    expect(response.status).toBe(401);
  });

  it('with a wrong bot token does not start, and says where the right one is', async () => {
    slack.react('auth.test', () => ({ ok: false, error: 'invalid_auth' }));
    await expect(make().start()).rejects.toThrow(
      /^Slack refused SLACK_BOT_TOKEN \(invalid_auth\)\. Copy the Bot User OAuth Token .* OAuth & Permissions/,
    );
  });

  it('with an app token that lacks its scope does not start, and names the scope', async () => {
    slack.react('apps.connections.open', () => ({ ok: false, error: 'missing_scope' }));
    await expect(make({ appToken: 'xapp-1-test' }).start()).rejects.toThrow(
      /^Slack refused SLACK_APP_TOKEN \(missing_scope\)\. .*connections:write/,
    );
  });

  it('on a port that is in use does not start, and says so', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      await expect(make(http({ port })).start()).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use.`);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  it('where Slack cannot be reached does not start, and says what was tried', async () => {
    await expect(make(http(), 'http://127.0.0.1:9/api/').start()).rejects.toThrow(
      /^Slack's Web API at http:\/\/127\.0\.0\.1:9\/api\/ could not be reached to check SLACK_BOT_TOKEN/,
    );
  });
});
