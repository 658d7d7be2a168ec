import type { Settings } from '../config.ts';
import { createMemoryProposals } from '../knowledge/propose/memory-proposals.ts';
import { createProposingDesk } from '../knowledge/propose/proposing-desk.ts';
import type { Logger } from '../log.ts';
import { createMemoryDraftStore, type DraftStore } from '../slack/save/draft-store.ts';
import type { Saving } from '../slack/save/saving.ts';
import type { Proposals } from '../store/proposal.ts';
import type { Redactor } from '../summary/redact/redact.ts';
import { joinSending } from './join-sending.ts';
import type { Engines } from './start-engines.ts';

export interface JoinSavingOptions {
  readonly settings: Pick<Settings, 'editors'>;
  readonly engine: Pick<Engines, 'pages' | 'knowledge' | 'repositories' | 'onFetched'> &
    Partial<Pick<Engines, 'forget'>>;
  /** Undefined keeps them in memory. */
  readonly proposals: Proposals | undefined;
  /** Undefined keeps drafts in memory. */
  readonly drafts: DraftStore | undefined;
  readonly log: Pick<Logger, 'warn'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Makes what saves known errors; the redaction is loaded with the first one. */
export function joinSaving({ settings, engine, drafts, now, ...options }: JoinSavingOptions): Saving {
  const proposals = options.proposals ?? createMemoryProposals();
  let redactor: Promise<Redactor> | undefined;
  return {
    // Asked for anew each time: every workspace has its own.
    get pages() {
      const { pages: desk, repositories } = engine;
      if (repositories.length === 0) return desk;
      const entryCount = () => engine.knowledge().entries.length;
      return createProposingDesk({ desk, repositories, proposals, entryCount, now });
    },
    forget: engine.forget,
    drafts: drafts ?? createMemoryDraftStore(),
    sending: joinSending({ engine, proposals, log: options.log }),
    editors: settings.editors,
    redact: async (texts) => {
      redactor ??= import('../summary/redact/redact.ts').then(({ createRedactor }) => createRedactor());
      return (await (await redactor).redactAll(texts)).texts;
    },
    today: () => new Date(now()).toISOString().slice(0, 10),
  };
}
