import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ShownAlerts } from './alert-fleet-shown.ts';
import { asList, asRecord } from './slack-workspace.ts';

/** How a call of the Web API fails: its HTTP status, and whether it takes effect all the same. */
export interface CallFailure {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly isDone?: boolean;
}

/** Where a message stands. */
export interface AskedMessage {
  readonly channel: string;
  readonly ts: string;
}

/** One message of a thread. */
export interface ThreadReply {
  readonly text: string;
  /** Which message it says it answers, and which part of the answer it is; '' and -1 where it says nothing. */
  readonly question: string;
  readonly part: number;
  /** Names of its files. */
  readonly files: readonly string[];
}

/** The emulated Slack in a process of its own. What it tells is read out of it, not out of Pasteur. */
export interface FleetSlack {
  readonly apiUrl: string;
  /** What the channel #incidents shows. */
  shown(): Promise<ShownAlerts>;
  /** Calls so far, by method of the Web API. */
  calls(): Promise<Readonly<Record<string, number>>>;
  /** The thread of each message that was posted, in order. */
  answeredThreads(): Promise<readonly string[]>;
  /** The asker's direct messages with the bot. */
  directMessage(): Promise<string>;
  /** Lets the asker write a message, in direct messages with the bot or in #incidents. */
  write(place: 'direct' | 'channel', text: string): Promise<AskedMessage>;
  /** What the thread of a message holds below it, in order. */
  replies(message: AskedMessage): Promise<readonly ThreadReply[]>;
  /** Lets a method take its effect at once and answer so much later. */
  slow(method: string, waitMs: number): Promise<void>;
  /** Lets the next calls of a method fail, one each. */
  fail(method: string, ...failures: readonly CallFailure[]): Promise<void>;
  close(): Promise<void>;
}

const METHODS = [
  'auth.test',
  'chat.postMessage',
  'chat.update',
  'chat.delete',
  'conversations.history',
  'conversations.info',
  'conversations.list',
  'conversations.replies',
];

export async function startFleetSlack(): Promise<FleetSlack> {
  const script = join(import.meta.dirname, 'alert-fleet-slack-process.ts');
  const child = fork(script, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const open = new Map<number, { resolve(reply: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  const reply = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      open.set(id, { resolve, reject });
    });
  child.on('message', (given) => {
    const { id, reply, fault } = asRecord(given);
    const waiting = open.get(Number(id));
    open.delete(Number(id));
    if (fault === undefined) waiting?.resolve(reply);
    else waiting?.reject(new Error(`the emulated Slack could not answer: ${String(fault)}`));
  });
  child.once('exit', (status) => {
    for (const { reject } of open.values()) reject(new Error(`the emulated Slack ended with ${status}`));
  });
  const ask = async (question: string, more: object = {}) => {
    const id = ++asked;
    const answered = reply(id);
    child.send({ id, ask: question, ...more });
    return answered;
  };
  const apiUrl = String(await reply(0));
  return {
    apiUrl,
    shown: async () => {
      const shown = await ask('shown');
      if (!isShown(shown)) throw new Error('the emulated Slack told something else than what it shows');
      return shown;
    },
    calls: async () => {
      const counts = await ask('calls', { methods: METHODS.map((method) => ({ method })) });
      const pairs = Array.isArray(counts) ? counts : [];
      return Object.fromEntries(pairs.map(([method, count]) => [String(method), Number(count)]));
    },
    answeredThreads: async () => {
      const threads = await ask('threads');
      return Array.isArray(threads) ? threads.map(String) : [];
    },
    directMessage: async () => String(await ask('directMessage')),
    write: async (place, text) => {
      const { channel, ts } = asRecord(await ask('write', { place, text }));
      return { channel: String(channel), ts: String(ts) };
    },
    replies: async ({ channel, ts }) =>
      asList(await ask('replies', { channel, ts })).map(({ text, metadata, files }) => {
        const { question, part } = asRecord(asRecord(metadata).event_payload);
        return {
          text: String(text),
          question: String(question ?? ''),
          part: Number(part ?? -1),
          files: asList(files).map(({ name }) => String(name)),
        };
      }),
    slow: async (method, waitMs) => {
      await ask('slow', { method, waitMs });
    },
    fail: async (method, ...failures) => {
      await ask('fail', { method, failures });
    },
    close: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** It comes from `readShown` in the other process, so its shape is known once its lists are there. */
function isShown(value: unknown): value is ShownAlerts {
  const { cards, storms } = asRecord(value);
  return Array.isArray(cards) && Array.isArray(storms);
}
