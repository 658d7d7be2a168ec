import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type Engine, startEngine } from '../../src/app/start-engine.ts';
import { createLogger } from '../../src/log.ts';
import { pageWith } from '../support/pages.ts';

let folder: string;
let engine: Engine | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-engine-'));
});
afterEach(async () => {
  await engine?.close();
  engine = undefined;
  await rm(folder, { recursive: true });
});

test('the faults of pages are told until they are mended, and when pages were read last', async () => {
  await writeFile(join(folder, 'good.md'), pageWith('Good', ['"the only known error"']));
  await writeFile(
    join(folder, 'late.md'),
    '---\ntitle: Late\nrules: [{pattern: "("}]\n---\n## Steps\n1. Do it.\n',
  );
  let time = Date.UTC(2026, 10, 21, 12);
  let noteReload: () => void = () => undefined;
  const reloaded = new Promise<void>((resolve) => {
    noteReload = resolve;
  });
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      if (String(chunk).includes('knowledge reloaded')) noteReload();
      done();
    },
  });
  engine = await startEngine({
    settings: { knowledge: [folder], dataFolder: join(folder, 'data') },
    log: createLogger('info', sink),
    environment: {},
    now: () => time,
  });
  expect(engine.state()).toMatchObject({
    entries: 1,
    loadedAt: new Date('2026-11-21T12:00:00Z'),
    faults: [{ level: 'error', page: expect.stringContaining('late.md'), line: 3 }],
  });

  time += 60_000;
  await writeFile(join(folder, 'late.md'), pageWith('Late', ['"another known error"']));
  await reloaded;
  expect(engine.state()).toMatchObject({
    entries: 2,
    loadedAt: new Date('2026-11-21T12:01:00Z'),
    faults: [],
  });
});
