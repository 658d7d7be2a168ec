import type { DeliveryLog } from '../../src/slack/delivery/delivery-log.ts';
import { type Database, openDatabase } from '../../src/store/database/database.ts';
import { createDeliveryLog } from '../../src/store/delivery-log.ts';
import { migrate } from '../../src/store/migrate.ts';
import { type PostgresServer, postgresMissing, startPostgres } from '../support/postgres.ts';
import { type ReplicaRoom, startReplicaRoom } from '../support/replica-room.ts';
import { ASKER } from '../support/slack-workspace.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

/** So that a test need not wait for the fifty seconds of production. */
const CUT_OFF_SECONDS = 1;

const missing = process.env.CI === 'true' ? undefined : postgresMissing();

if (missing === undefined) {
  describe('two replicas on one PostgreSQL', () => {
    let server: PostgresServer;
    let databases: Database[];
    let logs: DeliveryLog[];
    let room: ReplicaRoom;
    let channel: string;
    let ts: string;

    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.stop());
    beforeEach(async () => {
      const url = await server.createDatabase();
      databases = [
        await openDatabase({ url }),
        await openDatabase({ url, onConnectionLost: () => undefined }),
      ];
      for (const database of databases) await migrate(database);
      logs = databases.map((database) => createDeliveryLog(database, CUT_OFF_SECONDS));
      room = await startReplicaRoom(logs);
      channel = await room.slack.directMessage();
      ts = String((await room.slack.as('asker', 'chat.postMessage', { channel, text: LINE })).ts);
    });
    afterEach(async () => {
      await room.close();
      for (const database of databases) await database.close();
    });

    const say = (replica: number, eventId: string) =>
      room.send[replica]?.event(
        { type: 'message', channel_type: 'im', channel, user: ASKER, ts, text: LINE },
        { event_id: eventId },
      );
    const answers = () => room.slack.calls('chat.postMessage');

    it('answer an event once that Slack delivers to both at once', async () => {
      const acknowledged = await Promise.all([say(0, 'Ev1'), say(1, 'Ev1')]);
      expect(acknowledged.map((answer) => answer?.status)).toEqual([200, 200]);
      await room.settle();
      expect(answers()).toHaveLength(1);
    });

    it('answer an event once that Slack delivers to the other one again later', async () => {
      await say(0, 'Ev1');
      await room.slack.next('chat.postMessage');
      await say(1, 'Ev1');
      await room.settle();
      expect(answers()).toHaveLength(1);
    });

    it('answer a retry that comes while the first delivery is failing', async () => {
      let calls = 0;
      let retried: Promise<unknown> | undefined;
      room.slack.react('chat.postMessage', async () => {
        calls += 1;
        // The answer fails, then the word about it.
        if (calls > 2) return undefined;
        retried ??= say(1, 'Ev2');
        await retried;
        return { ok: false, error: 'fatal_error' };
      });
      await say(0, 'Ev2');
      for (let call = 0; call < 2; call += 1) await room.slack.next('chat.postMessage');
      const { args } = await room.slack.next('chat.postMessage');
      expect(args.text).toContain('nginx cannot connect');
      await room.settle();
      expect(answers()).toHaveLength(3);
    });

    it('answer a retry of an event that the other one took on and died over', async () => {
      // What a process leaves that is killed half-way.
      await logs[0]?.begin('event:Ev3');
      await logs[0]?.begin(`ask:${channel}:${ts}`);
      await say(1, 'Ev3');
      expect((await room.slack.next('chat.postMessage')).args.text).toContain('nginx cannot connect');
    });

    it('answer while the database is down, and each event once even then', async () => {
      await server.halt();
      try {
        await say(0, 'Ev4');
        await say(0, 'Ev4');
        expect((await room.slack.next('chat.postMessage')).args.text).toContain('nginx cannot connect');
        await room.settle();
        expect(answers()).toHaveLength(1);
      } finally {
        await server.resume();
      }
    });
  });
} else test.skip(missing, () => undefined);
