import type { Entry, PageFault } from '../entry.ts';
import { idPrefix, pageId } from '../page-id.ts';
import { parsePage } from '../parse-page.ts';
import { type CheckDraftOptions, checkDraft } from './check-draft.ts';
import type { DraftProblem } from './page-draft.ts';
import type { StandingPage } from './standing-page.ts';

export interface CheckChangeOptions extends Omit<CheckDraftOptions, 'page'> {
  readonly page: Pick<StandingPage, 'folder' | 'path' | 'text'>;
  /** What the page is to say. */
  readonly text: string;
}

const NO_ENTRY: DraftProblem = { field: 'title', message: 'This would no longer be read as a known error.' };

/** What a changed page lacks; what the page lacks already is no reason against the change. */
export function checkChange(options: CheckChangeOptions): readonly DraftProblem[] {
  const { page, text } = options;
  const known = new Set(problemsOf(options, page.text).map(({ message }) => message));
  return problemsOf(options, text).filter(({ message }) => !known.has(message));
}

function problemsOf(options: CheckChangeOptions, text: string): readonly DraftProblem[] {
  const { folder, path } = options.page;
  const id = pageId(idPrefix(folder), path);
  const { entries, faults } = parsePage({ page: path, id, text });
  // The page's own entries are in use under another name of the page.
  const others = options.entries.filter((other) => !isOfPage(other, id));
  const siblings = [...others, ...entries];
  return [
    ...faults.map(problemOf),
    ...(entries.length === 0 ? [NO_ENTRY] : []),
    ...entries.flatMap((entry) =>
      checkDraft({
        ...options,
        page: { text, entry, path },
        entries: siblings.filter((other) => other !== entry),
      }),
    ),
  ];
}

function isOfPage({ id }: Entry, pageId: string): boolean {
  return id === pageId || id.startsWith(`${pageId}#`);
}

function problemOf({ message, cure }: PageFault): DraftProblem {
  return { field: 'notExamples', message: `${message}. ${cure}` };
}
