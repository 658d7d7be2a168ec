import pLimit from 'p-limit';
import { ERROR_CODES, PasteurError } from '../../errors.ts';
import type { CreateCheckTriage } from '../check/answer.ts';
import type { OrdinaryText } from '../check/ordinary-faults.ts';
import type { Entry } from '../entry.ts';
import { putBack, replacePage } from './change-page.ts';
import { checkChange } from './check-change.ts';
import { checkDraft, missingParts } from './check-draft.ts';
import type { DraftProblem, PageCredit, PageDraft } from './page-draft.ts';
import { firstWritable, removePage, writePage } from './page-file.ts';
import { takeBackPending, writePending } from './pending-page.ts';
import { type RenderedPage, renderPage } from './render-page.ts';
import { type PagePlace, readStanding, type StandingPage } from './standing-page.ts';

/** A page that was saved, as it must be known to take it back. */
export interface SavedPage {
  readonly folder: string;
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** What the page said before; undefined where it is new. */
  readonly before?: string | undefined;
  /** Id of the proposal by which it goes to a repository; undefined where it goes to none. */
  readonly proposal?: string | undefined;
}

/** Where people's pages are checked, saved, changed and taken back. */
export interface PageDesk {
  /** What can be said of a draft within a millisecond; `check` says it too. */
  glance(draft: PageDraft, credit: PageCredit): readonly DraftProblem[];
  /** Why a draft may not be saved; empty where it may. Takes about a second with some hundred entries. */
  check(draft: PageDraft, credit: PageCredit): readonly DraftProblem[];
  /**
   * Writes the page; it is in use when this resolves.
   * @throws PasteurError PAGE_TAKEN or PAGE_UNWRITABLE; then nothing was written.
   */
  save(draft: PageDraft, credit: PageCredit): Promise<SavedPage>;
  /** The page of an entry as it stands now, by the entry's id; undefined when it is gone. */
  read(entryId: string): Promise<StandingPage | undefined>;
  /** What `pasteur check` would say of a changed page and did not say before; empty where it is sound. Takes as long as `check`. */
  checkChange(page: StandingPage, text: string): readonly DraftProblem[];
  /**
   * Puts a text in place of the one that was read; it is in use when this resolves.
   * @throws PasteurError PAGE_CHANGED when the page no longer says what was read, PAGE_UNWRITABLE when it cannot be
   * changed here (`page.obstacle` says so before). Then nothing was written.
   */
  change(page: StandingPage, text: string, credit: PageCredit): Promise<SavedPage>;
  /**
   * Takes a page back, or what was changed of it, unless somebody changed it since. `merged`: the repository has it, so
   * that it must be taken out there. `by` is the name of whoever wants it; default: nobody is named.
   */
  takeBack(page: SavedPage, by?: string): Promise<TakenBack>;
}

export type TakenBack = 'done' | 'changed' | 'gone' | 'merged';

export interface PageDeskOptions {
  /** Folders that may be written to, the first that can be is taken; the last may still have to be made. */
  readonly folders: readonly string[];
  /** All folders of which pages are in use. */
  readonly places: readonly PagePlace[];
  /** The entries of the moment. */
  readonly entries: () => readonly Entry[];
  /** Where the page of an entry is, by the entry's id. */
  readonly fileOf: (entryId: string) => string | undefined;
  readonly createTriage: CreateCheckTriage;
  readonly ordinaryTexts: readonly OrdinaryText[];
  /** Reads the folders anew. */
  readonly refresh: () => Promise<void>;
}

const OBSTACLES: Readonly<Record<PagePlace['kind'], string | undefined>> = {
  folder: undefined,
  common: 'other workspaces use it too: ask whoever runs Pasteur to change it.',
  repository: 'it is in a git repository, which Pasteur only reads: change it there.',
  bundled:
    'it ships with Pasteur: copy it to a folder of your own, name that folder in PASTEUR_KNOWLEDGE, and change it there.',
};

export function createPageDesk(options: PageDeskOptions): PageDesk {
  const { folders, places, entries, fileOf, createTriage, ordinaryTexts, refresh } = options;
  // Between a look at a page and its change nobody else may change it.
  const inTurn = pLimit(1);
  const pageOf = (draft: PageDraft, credit: PageCredit): RenderedPage | readonly DraftProblem[] => {
    const missing = missingParts(draft);
    if (missing.length > 0) return missing;
    const page = renderPage(draft, credit);
    if (!('entry' in page)) return page;
    const other = entries().find(({ id }) => id === page.entry.id);
    if (other === undefined) return page;
    const message = `There is already an entry with this name: ${other.page}. Take another title, or change that page.`;
    return [{ field: 'title', message }];
  };
  return {
    glance: (draft, credit) => {
      const page = pageOf(draft, credit);
      return 'entry' in page ? [] : page;
    },
    check: (draft, credit) => {
      const page = pageOf(draft, credit);
      return 'entry' in page ? checkDraft({ page, entries: entries(), createTriage, ordinaryTexts }) : page;
    },
    save: async (draft, credit) => {
      const page = renderPage(draft, credit);
      if (!('entry' in page)) {
        throw new Error(`a draft was saved that does not pass its check: ${page[0]?.message}`);
      }
      const folder = await firstWritable(folders);
      const { path, text } = page;
      const place = places.find(({ pending }) => pending === folder);
      if (place === undefined) await writePage(folder, path, text);
      else await inTurn(() => writePending(folder, path, { copy: place.folder, before: undefined, text }));
      await refresh();
      return { folder, path: page.path, text: page.text };
    },
    read: async (entryId) => {
      const file = fileOf(entryId);
      const page = file === undefined ? undefined : await readStanding(file, places);
      return page && { ...page, obstacle: page.pending === undefined ? OBSTACLES[page.kind] : undefined };
    },
    checkChange: (page, text) => checkChange({ page, text, entries: entries(), createTriage, ordinaryTexts }),
    change: ({ folder, path, text: before, obstacle, pending }, text) =>
      inTurn(async () => {
        if (obstacle !== undefined) {
          throw new PasteurError(ERROR_CODES.pageUnwritable, `${path} cannot be changed: ${obstacle}`);
        }
        const copy = places.find((place) => place.pending !== undefined && place.pending === pending)?.folder;
        if (pending === undefined || copy === undefined) await replacePage(folder, path, { before, text });
        else await writePending(pending, path, { copy, before, text });
        await refresh();
        return { folder: pending ?? folder, path, text, before };
      }),
    takeBack: (page) =>
      inTurn(async () => {
        const isPending = places.some(({ pending }) => pending === page.folder);
        const outcome = await (isPending
          ? takeBackPending(page.folder, page.path, { before: page.before, text: page.text })
          : takeBack(page));
        await refresh();
        return outcome;
      }),
  };
}

async function takeBack({ folder, path, text, before }: SavedPage): Promise<TakenBack> {
  return before === undefined ? removePage(folder, path, text) : putBack(folder, path, { before, text });
}
