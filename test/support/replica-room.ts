import { createLogger } from '../../src/log.ts';
import type { AnswerLog } from '../../src/slack/answers/answer-log.ts';
import { createSlackApp, type SlackApp } from '../../src/slack/app.ts';
import type { SlackAppOptions } from '../../src/slack/app-options.ts';
import type { DeliveryLog } from '../../src/slack/delivery/delivery-log.ts';
import type { Triage } from '../../src/triage/result.ts';
import { type Deliveries, type Post, SIGNING_SECRET, startDeliveries } from './slack-deliveries.ts';
import { BOT_TOKEN, type SlackWorkspace, startSlackWorkspace } from './slack-workspace.ts';
import { smallTriage } from './small-triage.ts';

/** Several bots over their HTTP receivers, joined to one emulated Slack, which delivers to any of them. */
export interface ReplicaRoom {
  readonly slack: SlackWorkspace;
  /** What delivers to each of them, in order. */
  readonly send: readonly Deliveries[];
  /** Ends all work that is still running: what was not said by then is never said. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface ReplicaRoomOptions {
  /** What all of them know of their answers; default: each for itself. */
  readonly answers?: AnswerLog;
  /** Default: an engine of three entries. */
  readonly triage?: Triage;
  /** Runs before they start, for what earlier ones left. */
  readonly before?: (slack: SlackWorkspace) => Promise<void>;
  /** Times of questions; default: production's. */
  readonly questions?: SlackAppOptions['questions'];
  /** How what Slack delivers is sent; default: `fetch`. */
  readonly post?: Post;
}

/** Starts one bot for each log of deliveries. */
export async function startReplicaRoom(
  logs: readonly DeliveryLog[],
  { triage = smallTriage, post, answers, before, questions }: ReplicaRoomOptions = {},
): Promise<ReplicaRoom> {
  const slack = await startSlackWorkspace();
  await before?.(slack);
  const apps: SlackApp[] = [];
  const send: Deliveries[] = [];
  for (const deliveries of logs) {
    const app = createSlackApp({
      botToken: BOT_TOKEN,
      signingSecret: SIGNING_SECRET,
      host: '127.0.0.1',
      port: 0,
      slackApiUrl: slack.apiUrl,
      triage: () => triage,
      log: createLogger('silent'),
      now: Date.now,
      settings: { sharedChannels: [] },
      deliveries,
      ...(answers !== undefined && { answers }),
      ...(questions !== undefined && { questions }),
    });
    await app.start();
    apps.push(app);
    send.push(await startDeliveries(() => app.requestUrl ?? '', post));
  }
  const settle = async () => {
    await Promise.all(apps.map((app) => app.stop()));
  };
  return {
    slack,
    send,
    settle,
    close: async () => {
      await settle();
      await Promise.all(send.map((deliveries) => deliveries.close()));
      await slack.close();
    },
  };
}
