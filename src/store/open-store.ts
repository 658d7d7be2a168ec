import type { Finding } from '../finding.ts';
import type { Logger } from '../log.ts';
import { type AnswerLog, createAnswerLog } from './answer-log.ts';
import { type AskLog, createAskLog } from './asks.ts';
import { type Database, type DatabaseOptions, openDatabase } from './database/database.ts';
import { examineDatabase } from './database/examine-database.ts';
import { createDeliveryLog, type DeliveryLog, releaseDeliveries } from './delivery-log.ts';
import { createDraftStore, type DraftStore } from './drafts.ts';
import { createFeedbackStore, type FeedbackStore } from './feedback.ts';
import { createHomePictures, type HomePictures } from './home-pictures.ts';
import { createInstallations, type Installations } from './installations.ts';
import { migrate } from './migrate.ts';
import { createPasteStore, type PasteStore } from './paste-store.ts';
import type { Proposals } from './proposal.ts';
import { createProposals, PROPOSAL_ATTEMPTS, PROPOSAL_QUEUE } from './proposals.ts';
import { createQueue } from './queue/create-queue.ts';
import type { Queue, QueueSettings } from './queue/queue.ts';
import { createSummaryStore, type SummaryStore } from './summaries/summary-store.ts';
import { keepUp } from './upkeep.ts';
import { startWeekly, WEEKLY, type WeeklyOptions } from './weekly.ts';

export interface StoreOptions extends Omit<DatabaseOptions, 'onConnectionLost'> {
  readonly log: Logger;
  /** Names of the queues that will be worked on, with their settings. */
  readonly queues: Readonly<Record<string, QueueSettings>>;
}

/** The database, migrated, and what every part keeps in it. */
export interface Store {
  readonly database: Database;
  readonly queue: Queue;
  readonly deliveries: DeliveryLog;
  readonly pastes: PasteStore;
  readonly answers: AnswerLog;
  readonly asks: AskLog;
  readonly homePictures: HomePictures;
  readonly drafts: DraftStore;
  readonly feedback: FeedbackStore;
  readonly proposals: Proposals;
  readonly summaries: SummaryStore;
  /** Workspaces that have installed Pasteur; `keys` as `createInstallations` takes them. */
  installations(keys: readonly Buffer[]): Installations;
  /** Does work every Monday at 9:00 UTC, once a workspace however many processes share the database. */
  weekly(work: () => Promise<void>, teams?: WeeklyOptions['teams']): Promise<void>;
  /** What somebody should know of the database. */
  examine(): Promise<readonly Finding[]>;
  /** Drains the queue for `timeoutMs` at most (default 20,000), then closes the database. */
  close(timeoutMs?: number): Promise<void>;
}

const UPKEEP = 'upkeep';
const UPKEEP_EVERY_SECONDS = 600;

/**
 * Opens the database, brings its tables to the newest version and starts its upkeep.
 * @throws PasteurError with what to do when the folder or the server cannot be used.
 */
export async function openStore({ log, queues, ...options }: StoreOptions): Promise<Store> {
  const database = await openDatabase({
    ...options,
    onConnectionLost: (error) => log.warn({ error }, 'a connection to PostgreSQL was lost'),
  });
  try {
    await migrate(database);
    // Nobody else has the folder, so that nobody is at work yet.
    if (database.engine === 'pglite') await releaseDeliveries(database);
    const own = { [UPKEEP]: {}, [WEEKLY]: {}, [PROPOSAL_QUEUE]: { attempts: PROPOSAL_ATTEMPTS } };
    const queue = await createQueue({ database, log, queues: { ...queues, ...own } });
    await startUpkeep(database, queue);
    return {
      database,
      queue,
      deliveries: createDeliveryLog(database),
      pastes: createPasteStore(database),
      answers: createAnswerLog(database),
      asks: createAskLog(database),
      homePictures: createHomePictures(database),
      drafts: createDraftStore(database),
      feedback: createFeedbackStore(database),
      proposals: createProposals(database, queue),
      summaries: createSummaryStore(database),
      installations: (keys) => createInstallations(database, keys),
      weekly: (work, teams) => startWeekly(database, queue, work, { teams }),
      examine: () => examineDatabase(database, Date.now),
      close: async (timeoutMs) => {
        await queue.stop(timeoutMs);
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** One job a database, whatever the number of processes, which sends its own successor. */
async function startUpkeep(database: Database, queue: Queue): Promise<void> {
  const sendNext = (startAfterSeconds: number) =>
    database.transaction((transaction) =>
      queue.send(transaction, UPKEEP, { data: {}, group: UPKEEP, singletonKey: UPKEEP, startAfterSeconds }),
    );
  queue.work(UPKEEP, async () => {
    await sendNext(UPKEEP_EVERY_SECONDS);
    await keepUp(database);
    await queue.archive();
  });
  await sendNext(UPKEEP_EVERY_SECONDS);
}
