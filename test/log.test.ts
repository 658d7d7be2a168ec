import { Writable } from 'node:stream';
import { PGlite } from '@electric-sql/pglite';
import { createLogger } from '../src/log.ts';

function capture(): { readonly log: ReturnType<typeof createLogger>; text(): string } {
  let text = '';
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  return { log: createLogger('info', sink), text: () => text };
}

test.each(['err', 'error'])('an error under %s is told with its message, code and cause', (key) => {
  const { log, text } = capture();
  const cause = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
  log.error({ [key]: new TypeError('no database', { cause }) }, 'it failed');
  expect(JSON.parse(text())).toMatchObject({
    msg: 'it failed',
    [key]: {
      type: 'TypeError',
      message: 'no database',
      cause: { message: 'connect refused', code: 'ECONNREFUSED' },
    },
  });
});

test("an error of the database is told without the statement's values", async () => {
  const { log, text } = capture();
  const database = await PGlite.create();
  const failure = await database
    .query('INSERT INTO nowhere VALUES ($1)', ['a text of an alert'])
    .catch((error: unknown) => error);
  await database.close();
  log.error({ err: failure }, 'it failed');
  expect(text()).toContain('"code":"42P01"');
  expect(text()).not.toContain('a text of an alert');
});

test('tokens and signing secrets are left out, wherever an object carries them', () => {
  const { log, text } = capture();
  log.info({ token: 'xoxb-1', settings: { signingSecret: 's3cr3t' } }, 'started');
  expect(text()).not.toMatch(/xoxb-1|s3cr3t/);
});
