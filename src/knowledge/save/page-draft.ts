/** What a person says of a known error, before it is a page. Texts are Markdown. */
export interface PageDraft {
  /** One line. */
  readonly title: string;
  /** The product that it is about, which becomes the folder of the page; empty for none. */
  readonly system: string;
  /** Phrases of which one in a paste is enough; `…` stands for what varies. */
  readonly phrases: readonly string[];
  readonly symptoms: readonly string[];
  readonly causes: readonly string[];
  readonly steps: readonly string[];
  /** What the program printed; empty for none. */
  readonly example: string;
  /** Texts that the page must never answer. */
  readonly notExamples: readonly string[];
}

/** Who saves a page, and when. */
export interface PageCredit {
  readonly author: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  /** Link to where it was written down; undefined where there is none. */
  readonly source?: string | undefined;
  /** Title of the entry that is changed; a new page has its own. */
  readonly title?: string | undefined;
}

/** Something that keeps a draft from being saved, by the field to mend. */
export interface DraftProblem {
  readonly field: keyof PageDraft;
  readonly message: string;
}

/** Longest name of a file, in characters; three bytes each are still below the 255 that file systems take. */
const MAX_NAME_LENGTH = 80;

/** Names that Windows keeps for devices. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** Names that the loader takes for pages about their folder. */
const FOLDER_PAGES = /^(?:readme|index)$/;

/** The path of a draft's page below a knowledge folder, with `/`; whatever the title is, it does not lead out. */
export function draftPath({ title, system }: Pick<PageDraft, 'title' | 'system'>): string {
  const folder = nameOf(system);
  const name = nameOf(title) || 'known-error';
  return folder === '' ? `${name}.md` : `${folder}/${name}.md`;
}

/** Letters and digits of any script; all else, path separators and dots too, becomes a hyphen. */
function nameOf(text: string): string {
  const name = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, MAX_NAME_LENGTH)
    .replaceAll(/^-+|-+$/g, '');
  return DEVICES.test(name) || FOLDER_PAGES.test(name) ? `${name}-error` : name;
}
