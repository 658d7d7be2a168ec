import { createLogger } from '../../src/log.ts';
import { createAnswerLog } from '../../src/store/answer-log.ts';
import { createAskLog } from '../../src/store/asks.ts';
import { type Database, openDatabase } from '../../src/store/database/database.ts';
import { createDraftStore } from '../../src/store/drafts.ts';
import { createHomePictures } from '../../src/store/home-pictures.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createProposals, PROPOSAL_QUEUE } from '../../src/store/proposals.ts';
import { createQueue } from '../../src/store/queue/create-queue.ts';
import { createSummaryStore } from '../../src/store/summaries/summary-store.ts';
import { describeAlertGroups } from './alerts/alert-groups-contract.ts';
import { describeAlertStore } from './alerts/alert-store-contract.ts';
import { describeAlertTwins } from './alerts/alert-twins-contract.ts';
import { describeAnswerLog } from './answer-log-contract.ts';
import { describeAskLog } from './ask-log-contract.ts';
import { describeDatabase } from './database/database-contract.ts';
import { describeExamineDatabase } from './database/examine-database-contract.ts';
import { describeDraftStore } from './draft-store-contract.ts';
import { describeFeedback } from './feedback-contract.ts';
import { describeHomePictures } from './home-pictures-contract.ts';
import { describeInstallations } from './installations-contract.ts';
import { describeKeptState } from './kept-state-contract.ts';
import { describeMigrations } from './migrations-contract.ts';
import { describeProposals } from './proposals-contract.ts';
import { describeQueue } from './queue/queue-contract.ts';
import { describeQueueOrder } from './queue/queue-order-contract.ts';
import { describeSummaryStore } from './summaries/summary-store-contract.ts';
import { describeTeams } from './teams-contract.ts';
import { describeWeekly } from './weekly-contract.ts';

/** How a contract gets at a database. */
export interface ContractDatabase {
  /** A migrated database; its rows are those of earlier tests of the file, so tests use names of their own. */
  readonly shared: () => Database;
  /** An empty one, not migrated, that the caller closes. */
  readonly fresh: () => Promise<Database>;
}

/** The store's contract, the same on every engine. */
export function describeStore(engine: string, newAddress: () => Promise<string | undefined>): void {
  describe(`the store on ${engine}`, () => {
    let database: Database | undefined;
    const fresh = async () => openDatabase({ url: await newAddress() });
    beforeAll(async () => {
      database = await fresh();
      await migrate(database);
    });
    afterAll(() => database?.close());
    const shared = () => {
      if (database === undefined) throw new Error('the database is not open');
      return database;
    };
    for (const contract of [
      describeDatabase,
      describeMigrations,
      describeExamineDatabase,
      describeInstallations,
      describeKeptState,
      describeAlertStore,
      describeAlertGroups,
      describeAlertTwins,
      describeQueue,
      describeQueueOrder,
    ]) {
      contract({ shared, fresh });
    }
    describeSummaryStore(() => createSummaryStore(shared()));
    describeAnswerLog(() => createAnswerLog(shared()));
    describeWeekly({ shared, fresh });
    describeTeams({ shared, fresh });
    describeAskLog(() => createAskLog(shared()), shared);
    describeDraftStore(() => createDraftStore(shared()));
    describeHomePictures(() => createHomePictures(shared()));
    describeFeedback(shared);
    describeProposals(async () => {
      const queues = { [PROPOSAL_QUEUE]: { attempts: 3 } };
      const queue = await createQueue({ database: shared(), log: createLogger('silent'), queues });
      // What an earlier test left is not this one's.
      await shared().query('DELETE FROM pasteur.proposals');
      return { proposals: createProposals(shared(), queue), close: () => queue.stop() };
    });
  });
}
