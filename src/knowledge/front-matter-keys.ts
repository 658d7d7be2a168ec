import { nearestName } from './nearest-name.ts';
import type { PageFaults } from './page-faults.ts';
import type { YamlPair } from './yaml-page.ts';

export const KNOWN_KEYS = [
  'title',
  'titles',
  'tags',
  'severity',
  'rules',
  'unless',
  'related',
  'reviewed',
] as const;

export type KnownKey = (typeof KNOWN_KEYS)[number];

/** No other tool gives these a meaning, so a page with one of them was written for Pasteur. */
const OUR_KEYS: ReadonlySet<string> = new Set(['rules', 'unless', 'titles', 'reviewed']);

/** Keys that Hugo, MkDocs, Docusaurus, Jekyll and the like give a meaning to; they are not ours to judge. */
const SITE_KEYS: ReadonlySet<string> = new Set(
  `aliases author authors bookCollapseSection cascade categories category contributors custom_edit_url date description
  displayed_sidebar draft expiryDate featured hide hide_table_of_contents hide_title icon id image images keywords last_update
  lastmod layout linkTitle linktitle markup menu nav_order no_list outputs owner pagination_label pagination_next
  pagination_prev parent permalink publishDate publishdate search sidebar sidebar_class_name sidebar_custom_props
  sidebar_label sidebar_position slug status subtitle summary team template toc toc_max_heading_level
  toc_min_heading_level type unlisted url version weight`.split(/\s+/),
);

/** True when a page with these keys was written for Pasteur, so that its slips are faults. */
export function isOwnFrontMatter(pairs: readonly YamlPair[]): boolean {
  return pairs.some(({ key }) => OUR_KEYS.has(key));
}

/** Names the keys that mean nothing: an error on a page of ours, elsewhere only what looks like a slip. */
export function reportUnknownKeys(pairs: readonly YamlPair[], faults: PageFaults): void {
  const isOurs = isOwnFrontMatter(pairs);
  for (const { key, keyAt } of pairs) {
    if (KNOWN_KEYS.some((known) => known === key) || SITE_KEYS.has(key)) continue;
    // Other teams' keys may look a little like ours; only what is one letter off is a slip.
    const nearest = nearestName(key, KNOWN_KEYS, isOurs ? undefined : 1);
    const message = `unknown front matter key \`${key}\`, known are ${KNOWN_KEYS.join(', ')}`;
    if (isOurs) faults.error(keyAt, message, nearest === undefined ? 'Delete it.' : `Write \`${nearest}\`.`);
    else if (nearest !== undefined) faults.warning(keyAt, message, `If \`${nearest}\` is meant, write that.`);
  }
}
