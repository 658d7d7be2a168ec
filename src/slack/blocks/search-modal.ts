import type { types } from '@slack/bolt';
import type { Match } from '../../triage/result.ts';
import { pageElement, plainElement } from './entry-parts.ts';
import { shorten } from './escape.ts';
import { headingBlock, plainOrBlank, richText } from './rich-blocks.ts';
import { textElements, toPlainLine } from './rich-markdown.ts';

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
        : matches.flatMap((match) => describe(match, pageUrl)),
  };
}

function describe(
  { id, title, page, causes }: Match,
  pageUrl: ((page: string) => string | undefined) | undefined,
): types.KnownBlock[] {
  const cause = shorten(toPlainLine(causes[0] ?? ''), LONGEST_CAUSE);
  const elements = [
    ...textElements(plainOrBlank(title, LONGEST_CAUSE), { bold: true }),
    ...textElements(cause === '' ? '' : `\n${cause}`),
  ];
  return [
    richText([{ type: 'rich_text_section', elements }]),
    { type: 'context', elements: [plainElement(id), pageElement(page, pageUrl)] },
  ];
}
