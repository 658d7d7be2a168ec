import { buildAnswer } from '../../../src/slack/blocks/answer.ts';
import { escapeMrkdwn } from '../../../src/slack/blocks/escape.ts';
import type { SlackMessage } from '../../../src/slack/blocks/message.ts';
import { notice } from '../../../src/slack/blocks/notices.ts';
import { buildStill } from '../../../src/slack/blocks/still.ts';
import { buildWhy } from '../../../src/slack/blocks/why.ts';
import type { TriageResult } from '../../../src/triage/result.ts';
import { HOSTILE_PASTES } from '../../support/hostile-pastes.ts';
import { messageFaults } from '../../support/slack-limits.ts';
import { asRecord } from '../../support/slack-workspace.ts';
import { makeMatch, smallTriage } from '../../support/small-triage.ts';

/** Addresses that a reader can click: links of rich text, and of text that Slack parses. */
function links(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, url, text } = asRecord(value);
  const own = type === 'link' ? [String(url)] : type === 'mrkdwn' ? parsedLinks(String(text)) : [];
  return [...own, ...Object.values(value).flatMap(links)];
}

function parsedLinks(text: string): string[] {
  return text.match(/<[^>]*>|https?:[^\s>|]+/g) ?? [];
}

/** What is said to a paste, on every road that quotes it: as Slack escapes it, and as it is. */
function messagesAbout(paste: string): SlackMessage[] {
  const evidence = paste
    .split('\n')
    .map((quote, index) => ({ line: index + 1, column: 1, length: quote.length, quote }));
  return [true, false].flatMap((isEscaped) => {
    const text = isEscaped ? escapeMrkdwn(paste) : paste;
    const match = makeMatch({
      evidence,
      references: [],
      scoreParts: [{ name: paste, value: 1, detail: paste }],
    });
    const result: TriageResult = {
      ...smallTriage('refused'),
      matches: [match],
      signals: [{ kind: 'message', value: paste, line: 1 }],
    };
    const none: TriageResult = { ...result, verdict: 'unmatched', matches: [] };
    const context = { paste: { text, isEscaped }, notes: [paste] };
    const ref = { source: { kind: 'stored' as const, key: 'k' }, shown: [] };
    return [
      ...buildAnswer(result, context),
      ...buildAnswer(none, context),
      ...buildWhy(result, match, context.paste),
      ...buildStill(result, match, text, ref),
      notice(paste),
    ];
  });
}

describe('a hostile paste cannot act in what is said to it:', () => {
  it.each(Object.entries(HOSTILE_PASTES))('%s', (_what, paste) => {
    const messages = messagesAbout(paste);
    expect(messages.flatMap(messageFaults)).toEqual([]);
    expect(messages.flatMap(({ blocks }) => links(blocks))).toEqual([]);
    expect(messages.flatMap(({ text }) => text.match(/<[^>]*>/g) ?? [])).toEqual([]);
  });
});
