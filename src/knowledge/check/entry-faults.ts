import type { Entry } from '../entry.ts';
import type { PageReport } from '../load-knowledge.ts';
import { nearestName } from '../nearest-name.ts';
import { PAGE_START, type PageFaults } from '../page-faults.ts';

const REVIEW_DAYS = 365;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What is missing, dead or out of date in an entry of a page that was written for Pasteur. */
export function reportEntry(
  entry: Entry,
  page: PageReport,
  ids: ReadonlySet<string>,
  today: string,
  faults: PageFaults,
): void {
  const start = { line: entry.line, column: 1 };
  if (entry.causes.length === 0) {
    faults.error(start, 'entry has no causes', 'Add "## Causes" with a list, most likely first.');
  }
  if (entry.steps.length === 0) {
    faults.error(
      start,
      'entry has no steps',
      'Add "## Steps" with a numbered list: what to look at, the command, the fix.',
    );
  }
  if (entry.examples.length === 0) {
    faults.warning(
      start,
      'entry has no example',
      'Add "## Examples" with a fenced block of what the program prints.',
    );
  }
  const relatedAt = page.places.related ?? PAGE_START;
  for (const id of entry.related) {
    if (ids.has(id)) continue;
    const nearest = nearestName(id, [...ids]);
    const cure =
      nearest === undefined
        ? 'Delete it, write that page, or check its folder as well.'
        : `Write \`${nearest}\`, or delete it.`;
    faults.error(relatedAt, `\`related\` names \`${id}\`, and no page has that id`, cure);
  }
  if (entry.related.includes(entry.id))
    faults.error(relatedAt, '`related` names the page itself', 'Delete it.');
  reportReview(entry, page, today, faults);
}

function reportReview(entry: Entry, page: PageReport, today: string, faults: PageFaults): void {
  const at = page.places.reviewed ?? PAGE_START;
  if (entry.reviewed === undefined) {
    faults.warning(at, 'page has no `reviewed` date', 'Read it through, then add `reviewed: YYYY-MM-DD`.');
    return;
  }
  const days = Math.round((Date.parse(today) - Date.parse(entry.reviewed)) / DAY_MS);
  if (days > REVIEW_DAYS) {
    faults.warning(
      at,
      `page was not reviewed for ${days} days, expected at most ${REVIEW_DAYS}`,
      'Read it through, then set `reviewed` to the day.',
    );
  } else if (days < -1) {
    faults.warning(
      at,
      `\`reviewed\` lies ${-days} days in the future`,
      'Set it to the day on which the page was read through.',
    );
  }
}
