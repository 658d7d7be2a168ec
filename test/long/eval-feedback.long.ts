import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/database/database.ts';
import { createFeedbackStore, type Vote } from '../../src/store/feedback.ts';
import { migrate } from '../../src/store/migrate.ts';
import { runCli } from '../support/run-cli.ts';

const VOTE: Vote = {
  person: 'U1',
  paste: 'p1',
  entry: 'nginx/upstream-connection-refused',
  kind: 'helpful',
  meant: undefined,
};

describe('pasteur eval --from-feedback', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pasteur-eval-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const voted = async (...votes: readonly Vote[]) => {
    const database = await openDatabase({ folder: join(folder, 'database') });
    await migrate(database);
    for (const vote of votes) await createFeedbackStore(database).vote(vote);
    await database.close();
  };
  const run = () =>
    runCli(['eval', '--from-feedback', '--json', '--knowledge', 'knowledge/nginx'], {
      environment: { PASTEUR_DATA: folder },
    });

  it('replays votes whose texts are kept, and counts the others', async () => {
    const text = 'connect() failed (111: Connection refused) while connecting to upstream';
    await voted({ ...VOTE, kept: { text, days: 30 } }, { ...VOTE, paste: 'p2' });
    const { stdout, stderr } = await run();
    expect(JSON.parse(stdout)).toMatchObject({ cases: 1, strictTop1: 1 });
    expect(stderr).toContain('1 of 2 votes are left out');
  });

  it('says what to set where no text was kept', async () => {
    await voted(VOTE);
    const { status, stderr } = await run();
    expect(status).toBe(2);
    expect(stderr).toContain('PASTEUR_KEEP_TEXT=all');
  });
});
