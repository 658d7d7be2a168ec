import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createLogger } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { type AlertRoom, startAlertRoom } from '../support/alert-room.ts';
import { mountSmallDisk } from '../support/small-disk.ts';

/** An empty PGlite takes some 40. */
const MEGABYTES = 80;

const disk = mountSmallDisk(MEGABYTES);

/** Each is some kilobytes, so that the free rest of the database's own files is used up soon. */
const bodyOf = (batch: number) =>
  Array.from({ length: 20 }, (_, index) => ({
    name: `Full ${batch}/${index}.`,
    fingerprint: `full-${batch}-${index}`,
    status: 'firing',
    severity: 'low',
    groupKey: `full-${batch}-${index}`,
    description: 'x'.repeat(2000),
  }));

if (disk === undefined) test.todo('a full disk: needs the right to mount one');
else {
  let room: AlertRoom;
  let logged = '';
  const log = createLogger(
    'warn',
    new Writable({
      write: (chunk, _encoding, done) => {
        logged += String(chunk);
        done();
      },
    }),
  );
  beforeAll(async () => {
    room = await startAlertRoom({ dataFolder: disk.folder, log });
  });
  afterAll(async () => {
    await room.close();
    disk.remove();
  });

  test('with a full disk senders are told to come again, and all is shown once there is room', async () => {
    disk.fill();
    let taken = 0;
    while ((await room.send(bodyOf(taken))) === 202) taken++;
    expect(logged).toContain('"cure":"free space on the disk that holds the database"');
    expect(logged).not.toContain('xxxx');
    expect(await room.send(bodyOf(taken))).toBe(503);

    disk.makeRoom();
    while ((await room.send(bodyOf(taken))) !== 202) await new Promise((resolve) => setTimeout(resolve, 50));
    await room.shown();
    expect(await room.cards('Full ')).toHaveLength((taken + 1) * 20);
    expect(await room.cards(`Full ${taken}/19.`)).toHaveLength(1);
  });

  test('a database that cannot be made for want of room is told with what to do', async () => {
    disk.fill();
    const folder = join(disk.folder, 'another');
    await expect(openStore({ folder, log, queues: {} })).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNUSABLE',
      message: expect.stringMatching(/ENOSPC|not full/),
    });
    disk.makeRoom();
    const store = await openStore({ folder, log, queues: {} });
    await store.close();
  });
}
