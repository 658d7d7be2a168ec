import type { types } from '@slack/bolt';
import type { SentPage } from '../save/sending.ts';
import { ACTIONS } from '../surface.ts';
import { button } from './buttons.ts';
import { cleanText, isWebAddress, shorten } from './escape.ts';
import { richText } from './rich-blocks.ts';
import { textElements } from './rich-markdown.ts';

type Inline = types.RichTextText | types.RichTextLink;

/** Longest text of a fault; a hook's words are cut before. */
const MAX_FAULT = 400;

/** How far a page has come on its way to its repository. */
export function sentBlock(page: SentPage): types.RichTextBlock {
  return richText([{ type: 'rich_text_section', elements: lineOf(page) }]);
}

/** What can be done about a page that does not come further. */
export function sentButtons(page: SentPage): readonly types.Button[] {
  const { state, fault, isTakenBack } = page;
  const isDone = state === 'merged' || state === 'withdrawn';
  const isStuck =
    state === 'refused' || (fault !== undefined && !isDone && (state === 'pushed' || isTakenBack));
  return isStuck ? [button(ACTIONS.sendAgain, 'Try again', page.id)] : [];
}

function lineOf(page: SentPage): Inline[] {
  const { state, repository, branch, pull, fault, newPullUrl } = page;
  const trouble = fault === undefined ? '' : faultOf(fault);
  if (page.isTakenBack && state !== 'merged' && state !== 'withdrawn') {
    return plain(`It is being taken out of ${repository}.${trouble === '' ? '' : ` ${trouble}`}`);
  }
  switch (state) {
    case 'waiting':
      return fault === undefined
        ? plain(`On its way to ${repository}.`)
        : plain(`Not in ${repository} yet: ${trouble} It is tried again by itself, and is in use here.`);
    case 'refused':
      return plain(`Not in ${repository}: ${trouble} The page stays in use here.`);
    case 'pushed':
      if (fault !== undefined)
        return plain(`Branch ${branch} is in ${repository}; no pull request: ${trouble}`);
      return [
        ...plain(`Branch ${branch} is in ${repository}.`),
        ...(newPullUrl === undefined ? [] : [...plain(' '), ...link(newPullUrl, 'Open a pull request')]),
      ];
    case 'opened':
      return pull === undefined
        ? plain(`A pull request is open in ${repository}.`)
        : [...link(pull.url, `Pull request #${pull.number}`), ...plain(` in ${repository}.`)];
    case 'merged':
      return plain(`It is in ${repository}.`);
    case 'withdrawn':
      return plain(trouble === '' ? `It is out of ${repository} again.` : `It is taken back, but ${trouble}`);
  }
}

/** How a page that is in the repository is taken out of it. */
export function revertText({ repository, pull, path }: SentPage): string {
  const how =
    pull === undefined
      ? 'To take it back, revert the commit that added it there (git revert), or change the page.'
      : `To take it back, press Revert in its pull request: ${pull.url}`;
  return `${path} is in ${repository} by now, so it stays in use. ${how}`;
}

function faultOf({ message, cure }: NonNullable<SentPage['fault']>): string {
  return shorten(cleanText(`${message}.${cure === undefined ? '' : ` ${cure}`}`), MAX_FAULT);
}

function plain(text: string): Inline[] {
  return textElements(text);
}

function link(url: string, text: string): Inline[] {
  return isWebAddress(url) ? [{ type: 'link', url, text }] : plain(`${text}: ${url}`);
}
