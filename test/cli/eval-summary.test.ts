import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelAnswer, startModelServer } from '../support/model-server.ts';
import { runCli } from '../support/run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/summary');
const CASES = join(FIXTURES, 'cases.jsonl');
const PAGES = ['--knowledge', join(FIXTURES, 'pages')];
const NAMES_IT = modelAnswer({
  likelyCauses: [
    { text: 'The retention job does not delete invoices; the tablespace is full.', sources: [] },
  ],
});
const NAMES_NONE = modelAnswer({ likelyCauses: [], confidence: 0.1 });

describe('pasteur eval --summary', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pasteur-eval-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('measures a recorded run, made with a local test server, without any network', async () => {
    const recording = join(FIXTURES, 'recorded.jsonl');
    const { stdout, status } = await runCli([
      'eval',
      CASES,
      '--summary',
      '--replay',
      recording,
      '--json',
      ...PAGES,
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      model: 'test-model',
      madeWith: 'the local test server of the tests, no real model',
      isReplayed: true,
      pastes: 5,
      failures: {},
      named: 2 / 3,
      abstained: 0,
      abstainedOnNegatives: 1,
      tokens: { total: 4450, mean: 890 },
      misses: ['mail-1'],
    });
  });

  test('records what a model answers, and holds the expected entry back', async () => {
    const server = await startModelServer();
    try {
      server.react(
        { say: NAMES_IT },
        { say: NAMES_IT },
        { say: modelAnswer() },
        { say: NAMES_NONE },
        { say: NAMES_NONE },
      );
      const file = join(folder, 'recorded.jsonl');
      const note = ['--note', 'the local test server of the tests, no real model'];
      const environment = { OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'test-model' };
      const live = await runCli(['eval', CASES, '--record', file, '--json', ...note, ...PAGES], {
        environment,
      });
      expect(server.calls[0]?.raw).toContain('quota 4711');
      expect(server.calls[0]?.raw).not.toContain('no longer deletes closed');
      const again = await runCli(['eval', CASES, '--replay', file, '--json', ...PAGES]);
      expect({ ...JSON.parse(again.stdout), isReplayed: false }).toEqual(JSON.parse(live.stdout));
      expect(readFileSync(file, 'utf8').split('\n')[0]).toContain('no real model');
    } finally {
      await server.close();
    }
  });

  test('says what to do where there is no model and no recording', async () => {
    const { status, stderr } = await runCli(['eval', CASES, '--summary', ...PAGES]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('set OPENAI_API_KEY')]);
  });
});
