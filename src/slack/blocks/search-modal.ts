import type { types } from '@slack/bolt';
import type { Match } from '../../triage/result.ts';
import { cleanText, escapeMrkdwn, mrkdwnLink, shorten } from './escape.ts';
import { headingBlock } from './rich-blocks.ts';

const LONGEST_CAUSE = 300;

/** The entries that a search found, best first, each with its first cause and a link to its page. */
export function searchModal(
  matches: readonly Match[],
  pageUrl: ((page: string) => string | undefined) | undefined,
): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Entries' },
    close: { type: 'plain_text', text: 'Close' },
    blocks:
      matches.length === 0
        ? [headingBlock('No entry is about that.')]
        : matches.map((match) => ({
            type: 'section',
            text: { type: 'mrkdwn', text: describe(match, pageUrl?.(match.page)) },
          })),
  };
}

function describe({ id, title, page, causes }: Match, url: string | undefined): string {
  const name = escapeMrkdwn(shorten(cleanText(title), LONGEST_CAUSE));
  const cause = escapeMrkdwn(shorten(cleanText(causes[0] ?? ''), LONGEST_CAUSE));
  const place = url === undefined ? escapeMrkdwn(page) : mrkdwnLink(url, page);
  return [
    `*${name.replaceAll('*', '∗')}*`,
    ...(cause === '' ? [] : [cause]),
    `${escapeMrkdwn(id)} · ${place}`,
  ].join('\n');
}
