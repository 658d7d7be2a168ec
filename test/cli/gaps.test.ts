import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAskLog } from '../../src/store/asks.ts';
import { openDatabase } from '../../src/store/database/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { runCli } from '../support/run-cli.ts';

const LINES = [
  { id: 'a', text: 'ledger 17 is closed' },
  { id: 'b', text: 'seat 4 on flight 9 is taken', at: '2026-11-20T10:00:00Z' },
  { id: 'c', text: '2026-11-21 09:14:02 ERROR ledger 4 is closed' },
]
  .map((line) => JSON.stringify(line))
  .join('\n');

describe('pasteur gaps', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pasteur-gaps-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('groups the lines of a file, largest first, as one JSON object', async () => {
    const file = join(folder, 'unmatched.jsonl');
    await writeFile(file, LINES);
    const { status, stdout } = await runCli(['gaps', '--from', file, '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      groups: [
        {
          template: 'ledger <n> is closed',
          count: 2,
          firstSeen: null,
          lastSeen: null,
          example: 'ledger 17 is closed',
        },
        {
          template: 'seat <n> on flight <n> is taken',
          count: 1,
          firstSeen: '2026-11-20T10:00:00.000Z',
          lastSeen: '2026-11-20T10:00:00.000Z',
          example: 'seat 4 on flight 9 is taken',
        },
      ],
    });
  });

  test('reads standard input for -, and prints a line a group for a person', async () => {
    const { status, stdout } = await runCli(['gaps', '--from', '-'], { input: LINES });
    expect(status).toBe(0);
    expect(stdout).toBe(
      '2  ledger <n> is closed\n1  seat <n> on flight <n> is taken  (last 2026-11-20T10:00:00.000Z)\n',
    );
  });

  test('names each line that it cannot read, and groups the others', async () => {
    const input = `{\n{"id":1}\n{"id":2,"text":7}\n{"text":"a seat is taken","at":"soon"}\n${LINES}`;
    const { status, stdout, stderr } = await runCli(['gaps', '--from', '-', '--json'], { input });
    expect(status).toBe(2);
    expect(stderr.match(/^line \d+: /gm)).toEqual(['line 1: ', 'line 2: ', 'line 3: ', 'line 4: ']);
    expect(JSON.parse(stdout).groups).toHaveLength(2);
  });

  test('reads what was asked from the database, where no file is named', async () => {
    const database = await openDatabase({ folder: join(folder, 'database') });
    try {
      await migrate(database);
      const ask = { team: 'T1', channel: 'C1', asker: 'U1', road: '/triage', verdict: 'unmatched' };
      const kept = { entry: undefined, template: 'ledger <n> is closed', text: undefined };
      await createAskLog(database).record({ ...ask, ...kept }, 30);
    } finally {
      await database.close();
    }
    const { status, stdout } = await runCli(['gaps', '--json'], { environment: { PASTEUR_DATA: folder } });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).groups).toMatchObject([
      { template: 'ledger <n> is closed', count: 1, example: null },
    ]);
  });

  test('says where it looked for a database in vain', async () => {
    const { status, stderr } = await runCli(['gaps'], { environment: { PASTEUR_DATA: folder } });
    expect(status).toBe(2);
    expect(stderr).toContain(`there is no database in ${folder}`);
  });

  test('says which file it cannot read', async () => {
    const { status, stderr } = await runCli(['gaps', '--from', join(folder, 'none.jsonl')]);
    expect(status).toBe(2);
    expect(stderr).toContain('none.jsonl');
  });
});
