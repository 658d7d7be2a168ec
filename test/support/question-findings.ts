import type { AskedMessage, FleetSlack, ThreadReply } from './alert-fleet-slack.ts';

interface Asked extends AskedMessage {
  readonly text: string;
}

/**
 * What is wrong with the answers to questions, one sentence each. Questions with the same text must have the same
 * answer: as many messages, each once and in order, and the same files.
 */
export async function questionFaults(asked: readonly Asked[], slack: FleetSlack): Promise<readonly string[]> {
  const threads = await Promise.all(asked.map((question) => slack.replies(question)));
  const longest = new Map<string, number>();
  for (const [index, { text }] of asked.entries()) {
    const parts = (threads[index] ?? []).map(({ part }) => part + 1);
    longest.set(text, Math.max(longest.get(text) ?? 0, ...parts));
  }
  return asked.flatMap(({ ts, text }, index) => {
    const replies = threads[index] ?? [];
    const expected = Array.from({ length: longest.get(text) ?? 0 }, (_, part) => part).join();
    return threadFaults(ts, replies, expected);
  });
}

function threadFaults(ts: string, replies: readonly ThreadReply[], expected: string): string[] {
  const marked = replies.filter(({ part }) => part >= 0);
  const parts = marked.map(({ part }) => part).join();
  const files = replies.flatMap((reply) => reply.files);
  const other = replies.find(({ part, files: own }) => part < 0 && own.length === 0);
  const faults = [
    replies.length === 0 && `${ts} got no answer`,
    replies.length > 0 && parts !== expected && `${ts} got the parts ${parts} for ${expected}`,
    marked.some(({ question }) => question !== ts) && `${ts} got the answer to another question`,
    other !== undefined && `${ts} got something else too: ${other.text}`,
    new Set(files).size !== files.length && `${ts} got a file twice`,
  ];
  return faults.filter((fault) => fault !== false);
}
