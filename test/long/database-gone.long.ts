import { Writable } from 'node:stream';
import { createLogger } from '../../src/log.ts';
import { type AlertRoom, startAlertRoom } from '../support/alert-room.ts';
import { SECRET } from '../support/alert-webhook.ts';
import { type PostgresServer, postgresMissing, startPostgres } from '../support/postgres.ts';

const missing = postgresMissing();
if (missing !== undefined && process.env.CI !== 'true') console.warn(missing);
const describeWithPostgres = missing === undefined || process.env.CI === 'true' ? describe : describe.skip;

describeWithPostgres('while PostgreSQL is gone', () => {
  let postgres: PostgresServer;
  let room: AlertRoom;
  let logged = '';

  beforeAll(async () => {
    postgres = await startPostgres();
    const sink = new Writable({
      write: (chunk, _encoding, done) => {
        logged += String(chunk);
        done();
      },
    });
    const databaseUrl = await postgres.createDatabase();
    room = await startAlertRoom({ databaseUrl, log: createLogger('info', sink) });
  });
  afterAll(async () => {
    await room.close();
    await postgres.stop();
  });

  const alertOf = (name: string, status = 'firing') => ({
    name,
    fingerprint: name,
    status,
    severity: 'low',
    groupKey: name,
  });
  const send = (body: object) =>
    fetch(`${room.url}/alerts/generic`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` },
      body: JSON.stringify(body),
    });
  /** As senders do: again and again until the alert is taken. */
  const sendUntilTaken = async (body: object) => {
    while ((await send(body)).status !== 202) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  test('senders are told to come again, and afterwards all is shown once, with no restart', async () => {
    const names = Array.from({ length: 5 }, (_, index) => `Gone ${index}.`);
    expect((await send(alertOf('Gone before.'))).status).toBe(202);
    await room.shown();
    await room.slack.next('chat.postMessage');
    // Taken, and to be posted: the post is cut off from its record.
    room.slack.react('chat.postMessage', async () => {
      room.slack.react('chat.postMessage', () => undefined);
      await postgres.halt();
      return undefined;
    });
    expect((await send(alertOf('Gone half-way.'))).status).toBe(202);
    // Slack has it by then, and its answer cannot be recorded.
    await room.slack.next('chat.postMessage');

    const answers = await Promise.all(names.map((name) => send(alertOf(name))));
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('30');
      expect(await answer.json()).toEqual({
        error: 'the alerts could not be kept; send the message again later',
      });
    }
    expect(logged).toMatch(/"cure":"check that the database runs.*alerts could not be kept/);

    await postgres.resume();
    await Promise.all(names.map((name) => sendUntilTaken(alertOf(name))));
    await sendUntilTaken(alertOf('Gone before.', 'resolved'));
    await room.shown();
    for (const name of [...names, 'Gone half-way.']) {
      const cards = await room.cards(name);
      expect(cards.map(({ text }) => text)).toEqual([expect.stringContaining(name)]);
    }
    const [before, ...others] = await room.cards('Gone before.');
    expect(others).toEqual([]);
    expect(await room.replies(before)).toHaveLength(1);
  });
});
