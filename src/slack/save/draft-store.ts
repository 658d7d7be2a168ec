import type { SavedPage } from '../../knowledge/save/page-desk.ts';
import type { PageDraft } from '../../knowledge/save/page-draft.ts';

/** What somebody is writing down as a known error, and where they were when they began. */
export interface KeptDraft {
  readonly id: string;
  /** Id of the person who writes it. */
  readonly author: string;
  /** Where the error came from, as buttons carry it: who begins again there goes on with what they had. */
  readonly source: string;
  /** Where the outcome is told; undefined tells it in a direct message. */
  readonly channel: string | undefined;
  readonly threadTs: string | undefined;
  readonly draft: PageDraft;
  /** Undefined as long as it is no page. */
  readonly saved: SavedPage | undefined;
}

/** Keeps drafts, so that nothing typed is lost: not by a refusal, not by a restart. */
export interface DraftStore {
  /** Writes it down, in place of what it was before. */
  put(draft: KeptDraft): Promise<void>;
  get(id: string): Promise<KeptDraft | undefined>;
  /** The newest draft of a person about a source that is no page yet. */
  findOpen(author: string, source: string): Promise<KeptDraft | undefined>;
}

/** Some kilobytes each. */
const DEFAULT_CAPACITY = 500;

/** A store for one process; the oldest drafts are forgotten first. */
export function createMemoryDraftStore(capacity: number = DEFAULT_CAPACITY): DraftStore {
  const kept = new Map<string, KeptDraft>();
  return {
    put: async (draft) => {
      kept.delete(draft.id);
      kept.set(draft.id, draft);
      const oldest = kept.keys().next();
      if (kept.size > capacity && !oldest.done) kept.delete(oldest.value);
    },
    get: async (id) => kept.get(id),
    findOpen: async (author, source) =>
      [...kept.values()].findLast(
        (draft) => draft.author === author && draft.source === source && draft.saved === undefined,
      ),
  };
}
