import type { types } from '@slack/bolt';
import type { Match } from '../../triage/result.ts';
import { mrkdwnLink, shorten } from './escape.ts';
import { ANSWER_SIZES } from './limits.ts';
import { partBlocks, plainOrBlank, richText } from './rich-blocks.ts';
import { linkElements, textElements } from './rich-markdown.ts';

/** What an entry says: causes, steps, references. */
export function entryBlocks(
  entry: Pick<Match, 'causes' | 'steps' | 'references'>,
): readonly types.KnownBlock[] {
  return [
    ...partBlocks('Causes', entry.causes, 'bullet', ANSWER_SIZES.causes),
    ...partBlocks('Steps', entry.steps, 'ordered', ANSWER_SIZES.steps),
    ...referenceBlocks(entry.references),
  ];
}

function referenceBlocks(references: Match['references']): types.KnownBlock[] {
  const links = references
    .slice(0, ANSWER_SIZES.references)
    .flatMap(({ title, url }) => [...linkElements(url, shorten(title || url, 200)), ...textElements(' · ')]);
  if (links.length === 0) return [];
  const elements = [...textElements('References: ', { bold: true }), ...links.slice(0, -1)];
  return [richText([{ type: 'rich_text_section', elements }])];
}

/** A page for a context block: a link where it has an address. */
export function pageElement(
  page: string,
  pageUrl: ((page: string) => string | undefined) | undefined,
): types.PlainTextElement | types.MrkdwnElement {
  const url = pageUrl?.(page);
  const label = plainOrBlank(page, 200);
  if (url === undefined || url.length > 1000) return plainElement(label);
  return { type: 'mrkdwn', text: mrkdwnLink(url, label), verbatim: true };
}

export function plainElement(text: string): types.PlainTextElement {
  return { type: 'plain_text', text: plainOrBlank(text, ANSWER_SIZES.contextText), emoji: false };
}
