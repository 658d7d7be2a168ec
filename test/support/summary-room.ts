import { createSummaryDesk } from '../../src/slack/summary/summary-desk.ts';
import type { SummaryStore } from '../../src/store/summaries/summary-store.ts';
import { createMemorySummaryStore } from '../../src/summary/memory-store.ts';
import type { SummarySettings } from '../../src/summary/settings.ts';
import { type ModelServer, type ModelServerOptions, startModelServer } from './model-server.ts';
import { startTestRoom, type TestRoom, type TestRoomOptions } from './slack-room.ts';
import { ASKER, asList, asRecord } from './slack-workspace.ts';
import { summarizerFor } from './small-summarizer.ts';

type Message = Record<string, unknown>;

/** The bot with a model server beside an emulated Slack, and a direct message to ask in. */
export interface SummaryRoom extends TestRoom {
  readonly model: ModelServer;
  readonly channel: string;
  /** Writes to the bot, and gives its first reply. */
  say(text: string): Promise<Message>;
  /** Presses a button of a message, in the direct message unless it says where. */
  press(message: Message, actionId: string, where?: string): Promise<void>;
  /** The messages of the thread below what was said, the bot's first answer left out. */
  replies(): Promise<readonly Message[]>;
  /** The edit that ends a summary; those that show a part of it are passed over. */
  ended(): Promise<Message>;
  /** Time of what was said last. */
  readonly asked: string;
}

export interface SummaryRoomOptions extends Omit<TestRoomOptions, 'summaries'> {
  readonly when?: SummarySettings['when'];
  readonly model?: Partial<SummarySettings>;
  readonly server?: ModelServerOptions;
  readonly store?: SummaryStore;
}

export async function startSummaryRoom(options: SummaryRoomOptions = {}): Promise<SummaryRoom> {
  const { when = 'ask', store = createMemorySummaryStore(Date.now), ...rest } = options;
  const model = await startModelServer(options.server);
  const summarizer = await summarizerFor(model.url, options.model, store);
  const room = await startTestRoom({
    ...rest,
    summaries: async (log) => createSummaryDesk({ when, summarizer, summaryLog: store.log, log }),
  });
  const channel = await room.slack.directMessage();
  let asked = '';
  return {
    ...room,
    model,
    channel,
    get asked() {
      return asked;
    },
    say: async (text) => {
      asked = String((await room.slack.as('asker', 'chat.postMessage', { channel, text })).ts);
      await room.send.event({ type: 'message', channel_type: 'im', channel, user: ASKER, ts: asked, text });
      // Earlier questions have posted too.
      while ((await room.slack.next('chat.postMessage')).args.thread_ts !== asked);
      const { messages } = await room.slack.as('asker', 'conversations.replies', { channel, ts: asked });
      return asRecord(asList(messages)[1]);
    },
    press: async (message, actionId, where = channel) => {
      const elements = asList(message.blocks).flatMap((block) => asList(block.elements));
      const button = elements.find((element) => element.action_id === actionId);
      if (button === undefined) throw new Error(`no button ${actionId}`);
      await room.send.interaction({
        type: 'block_actions',
        trigger_id: await room.slack.triggerId(),
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: where,
          is_ephemeral: false,
          thread_ts: message.thread_ts,
        },
        channel: { id: where, name: 'here' },
        message,
        actions: [{ ...button, block_id: 'b', action_ts: '1' }],
      });
    },
    replies: async () => {
      const { messages } = await room.slack.as('asker', 'conversations.replies', { channel, ts: asked });
      return asList(messages).slice(2);
    },
    ended: async () => {
      for (;;) {
        const { args } = await room.slack.next('chat.update');
        if (!String(args.text).startsWith('The model is writing')) return args;
      }
    },
    close: async () => {
      await room.close();
      await model.close();
    },
  };
}
