import { setImmediate } from 'node:timers/promises';
import { openDatabase } from '../../../src/store/database/database.ts';
import { describeStore } from '../contract.ts';

describeStore('PGlite', async () => undefined);

test('PGlite leaves the process its turns while many statements wait', async () => {
  const database = await openDatabase({});
  let done = 0;
  const waiting = Array.from({ length: 20 }, async () => {
    await database.query('SELECT 1');
    done += 1;
  });
  await waiting[0];
  await setImmediate();
  expect(done).toBeLessThan(10);
  await Promise.all(waiting);
  await database.close();
});

test('an urgent statement goes before those that wait', async () => {
  const database = await openDatabase({});
  let done = 0;
  const waiting = Array.from({ length: 20 }, async () => {
    await database.query('SELECT 1');
    done += 1;
  });
  await database.query('SELECT 1', [], { isUrgent: true });
  expect(done).toBeLessThan(5);
  await Promise.all(waiting);
  await database.close();
});
