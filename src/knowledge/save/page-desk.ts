import type { CreateCheckTriage } from '../check/answer.ts';
import type { OrdinaryText } from '../check/ordinary-faults.ts';
import type { Entry } from '../entry.ts';
import { checkDraft, missingParts } from './check-draft.ts';
import type { DraftProblem, PageCredit, PageDraft } from './page-draft.ts';
import { firstWritable, removePage, writePage } from './page-file.ts';
import { type RenderedPage, renderPage } from './render-page.ts';

/** A page that was saved, as it must be known to take it back. */
export interface SavedPage {
  readonly folder: string;
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Where people's pages are checked, saved and taken back. */
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
  /** Takes a page back, unless somebody changed it since. */
  remove(page: SavedPage): Promise<'removed' | 'changed' | 'gone'>;
}

export interface PageDeskOptions {
  /** Folders that may be written to, the first that can be is taken; the last may still have to be made. */
  readonly folders: readonly string[];
  /** The entries of the moment. */
  readonly entries: () => readonly Entry[];
  readonly createTriage: CreateCheckTriage;
  readonly ordinaryTexts: readonly OrdinaryText[];
  /** Reads the folders anew. */
  readonly refresh: () => Promise<void>;
}

export function createPageDesk(options: PageDeskOptions): PageDesk {
  const { folders, entries, createTriage, ordinaryTexts, refresh } = options;
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
      await writePage(folder, page.path, page.text);
      await refresh();
      return { folder, path: page.path, text: page.text };
    },
    remove: async ({ folder, path, text }) => {
      const outcome = await removePage(folder, path, text);
      await refresh();
      return outcome;
    },
  };
}
