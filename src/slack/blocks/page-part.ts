import type { types } from '@slack/bolt';
import type { Match } from '../../triage/result.ts';
import { escapeMrkdwn, shorten } from './escape.ts';
import { fitMessages } from './fit.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { headingBlock, listBlocks, plainContext, plainOrBlank, richText } from './rich-blocks.ts';
import { linkElements, textElements } from './rich-markdown.ts';

/** What somebody asks to see of an entry: its steps, or all that its page holds. */
export type PagePart = 'steps' | 'more';

const MOST_REFERENCES = 20;

/** A part of an entry in full, which an answer shows in short. */
export function buildPagePart(match: Match, part: PagePart, url: string | undefined): SlackMessage[] {
  const title = plainOrBlank(match.title, LIMITS.headerText);
  const body: types.KnownBlock[] = [
    headingBlock(part === 'steps' ? `Steps: ${title}` : title),
    ...(part === 'more' ? section('Causes', match.causes, 'bullet') : []),
    ...(part === 'more' ? section('Steps', match.steps, 'ordered') : listBlocks(match.steps, 'ordered')),
    ...(part === 'more' ? referenceBlocks(match) : []),
    ...(match.steps.length === 0 ? [plainContext(['The page lists no steps.'])] : []),
  ];
  const related = part === 'more' ? match.related.slice(0, 10).map((id) => shorten(id, 80)) : [];
  const page = [...textElements('Page: '), ...linkElements(url ?? match.page, shorten(match.page, 200))];
  const tail = [
    ...(related.length > 0 ? [plainContext([`Related: ${related.join(', ')}`])] : []),
    richText([{ type: 'rich_text_section', elements: page }]),
  ];
  const text = escapeMrkdwn(`${part === 'steps' ? 'Steps' : 'All that the page says'}: ${title}`);
  return fitMessages(body, tail).map((blocks) => ({ text, blocks }));
}

function section(
  heading: string,
  items: readonly string[],
  style: 'bullet' | 'ordered',
): readonly types.KnownBlock[] {
  const blocks = listBlocks(items, style);
  return blocks.length === 0 ? [] : [headingBlock(heading), ...blocks];
}

function referenceBlocks({ references }: Match): readonly types.KnownBlock[] {
  const links = references
    .slice(0, MOST_REFERENCES)
    .map(({ title, url }) => linkElements(url, shorten(title || url, 200)))
    .filter((elements) => elements.length > 0);
  if (links.length === 0) return [];
  const sections = links.map((elements) => richText([{ type: 'rich_text_section', elements }]));
  return [headingBlock('References'), ...sections];
}
