import type { Changes, SlackMessage } from '../changes.ts';
import type { Credentials } from '../credentials.ts';
import { type JsonRecord, textOf } from '../json.ts';
import { nameBlocks } from './block-ids.ts';
import type { MethodExtensions } from './web-api.ts';

/** The most of them that are kept; Slack forgets them at the next reload. */
const KEPT = 200;

interface Kept {
  readonly channel: string;
  readonly message: SlackMessage;
}

/** Messages that only the person at the page sees. They are in no history. */
export interface EphemeralMessages {
  post(channel: string, content: JsonRecord): SlackMessage;
  replace(ts: string, content: JsonRecord): void;
  delete(ts: string): void;
  find(ts: string): Kept | undefined;
  inChannel(channel: string): readonly SlackMessage[];
}

export interface EphemeralOptions {
  readonly changes: Changes;
  readonly credentials: Credentials;
  readonly now: () => number;
}

export function createEphemeralMessages({ changes, credentials, now }: EphemeralOptions): EphemeralMessages {
  const kept = new Map<string, Kept>();
  let posted = 0;

  function put(channel: string, ts: string, content: JsonRecord): SlackMessage {
    const message: SlackMessage = {
      type: 'message',
      user: credentials.botUserId,
      bot_id: credentials.botId,
      app_id: credentials.appId,
      ...contentOf(content),
      ts,
      is_ephemeral: true,
    };
    kept.set(ts, { channel, message });
    const [first] = kept.keys();
    if (kept.size > KEPT && first !== undefined) kept.delete(first);
    changes.emit({ type: 'ephemeral', channel, message });
    return message;
  }

  return {
    post(channel, content) {
      // Behind whatever the emulator stamps in the same second: it counts up from 000001.
      posted += 1;
      const ts = textOf(content, 'ts') ?? `${Math.floor(now() / 1000)}.9${String(posted).padStart(5, '0')}`;
      return put(channel, ts, content);
    },
    replace(ts, content) {
      const old = kept.get(ts);
      if (old === undefined) return;
      const threadTs = textOf(old.message, 'thread_ts');
      put(old.channel, ts, threadTs === undefined ? content : { ...content, thread_ts: threadTs });
    },
    delete(ts) {
      const old = kept.get(ts);
      if (old === undefined) return;
      kept.delete(ts);
      changes.emit({ type: 'ephemeral_deleted', channel: old.channel, ts });
    },
    find: (ts) => kept.get(ts),
    inChannel: (channel) =>
      [...kept.values()].filter((one) => one.channel === channel).map((one) => one.message),
  };
}

function contentOf(content: JsonRecord): JsonRecord {
  const { text, blocks, attachments, thread_ts, user } = nameBlocks(content);
  return {
    text: typeof text === 'string' ? text : '',
    ...(Array.isArray(blocks) ? { blocks } : {}),
    ...(Array.isArray(attachments) ? { attachments } : {}),
    ...(typeof thread_ts === 'string' ? { thread_ts } : {}),
    ...(typeof user === 'string' ? { user } : {}),
  };
}

/** The emulator checks and counts ephemeral messages but shows them to nobody. */
export function ephemeralExtensions(ephemeral: EphemeralMessages, youId: () => string): MethodExtensions {
  return {
    'chat.postEphemeral': async ({ params }, forward) => {
      const named = nameBlocks(params);
      const reply = await forward(named);
      const ts = textOf(reply, 'message_ts');
      const { user, channel, ...content } = named;
      if (ts !== undefined && typeof channel === 'string' && user === youId()) {
        ephemeral.post(channel, { ...content, ts });
      }
      return reply;
    },
  };
}
