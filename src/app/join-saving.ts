import type { Settings } from '../config.ts';
import { createMemoryDraftStore, type DraftStore } from '../slack/save/draft-store.ts';
import type { Saving } from '../slack/save/saving.ts';
import type { Redactor } from '../summary/redact/redact.ts';
import type { Engines } from './start-engines.ts';

export interface JoinSavingOptions {
  readonly settings: Pick<Settings, 'editors'>;
  readonly engine: Pick<Engines, 'pages'> & Partial<Pick<Engines, 'forget'>>;
  /** Undefined keeps drafts in memory. */
  readonly drafts: DraftStore | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Makes what saves known errors; the redaction is loaded with the first one. */
export function joinSaving({ settings, engine, drafts, now }: JoinSavingOptions): Saving {
  let redactor: Promise<Redactor> | undefined;
  return {
    // Asked for anew each time: every workspace has its own.
    get pages() {
      return engine.pages;
    },
    forget: engine.forget,
    drafts: drafts ?? createMemoryDraftStore(),
    editors: settings.editors,
    redact: async (texts) => {
      redactor ??= import('../summary/redact/redact.ts').then(({ createRedactor }) => createRedactor());
      return (await (await redactor).redactAll(texts)).texts;
    },
    today: () => new Date(now()).toISOString().slice(0, 10),
  };
}
