import type { Place } from './page-faults.ts';

/** A link of a page to another file, without its `#fragment`. */
export interface PageLink extends Place {
  readonly target: string;
}

const LINK = /\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/g;

/** Links to other files in Markdown; those to sites, to places in the page and from a site's root are not ours to follow. */
export function relativeLinks(markdown: string): readonly PageLink[] {
  if (!markdown.includes('](') && !markdown.includes(']:')) return [];
  const links: PageLink[] = [];
  let isCode = false;
  for (const [number, line] of markdown.split('\n').entries()) {
    if (/^\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:```|~~~)/.test(line)) isCode = !isCode;
    if (isCode) continue;
    // Code spans hold examples of links, not links; blanks keep the columns.
    const visible = line.replaceAll(/`[^`]*`/g, (span) => ' '.repeat(span.length));
    for (const match of visible.matchAll(LINK)) {
      const target = (match[1] ?? match[2] ?? '').replace(/[?#].*$/, '');
      if (target === '' || /^(?:[a-z][a-z0-9+.-]*:|\/|\{|<|mailto)/i.test(target)) continue;
      links.push({ line: number + 1, column: match.index + 1, target });
    }
  }
  return links;
}
