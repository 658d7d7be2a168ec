import { createLogger } from '../../src/log.ts';
import type { WorkspaceState } from '../../src/workspace/wire.ts';
import { startWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { connectPage, type PageClient } from './page-client.ts';
import { startTinyApp, type TinyApp } from './tiny-app.ts';

type Json = Record<string, unknown>;

/** A workspace with a small Bolt app in it and a page that listens. */
export interface LocalSlack {
  readonly workspace: Workspace;
  readonly app: TinyApp;
  readonly page: PageClient;
  readonly state: WorkspaceState;
  /** Ids of the direct message with the bot and of #incidents. */
  readonly direct: string;
  readonly incidents: string;
  /** Calls the Web API, as the bot unless told otherwise. */
  call(method: string, params: object, token?: string): Promise<Json>;
  /** Sends a message and gives it as the page hears of it. */
  say(channel: string, text: string): Promise<Json>;
  /** The first reply to a message. */
  replyTo(ts: unknown): Promise<Json>;
  stop(): Promise<void>;
}

export async function startLocalSlack(): Promise<LocalSlack> {
  const workspace = await startWorkspace({
    port: 0,
    log: createLogger('silent'),
    now: () => Date.now(),
    manifest: new URL('../fixtures/workspace/manifest.yml', import.meta.url),
  });
  const app = await startTinyApp(workspace);
  const page = await connectPage(workspace.url);
  const state = await page.state();
  const message = async (fits: (message: Json) => boolean): Promise<Json> => {
    const change = await page.change((one) => one.type === 'message' && fits(one.message));
    return change.type === 'message' ? change.message : {};
  };
  return {
    workspace,
    app,
    page,
    state,
    direct: state.app.channelId,
    incidents: state.channels.find(({ name }) => name === 'incidents')?.id ?? '',
    async call(method, params, token = workspace.botToken) {
      const response = await fetch(`${workspace.slackApiUrl}${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(params),
      });
      return JSON.parse(await response.text());
    },
    async say(channel, text) {
      const { body } = await page.post('/api/message', { channel, text });
      return message(({ ts }) => ts === body.ts);
    },
    replyTo: (ts) => message(({ thread_ts }) => thread_ts === ts),
    async stop() {
      page.close();
      await app.stop();
      await workspace.close();
    },
  };
}
