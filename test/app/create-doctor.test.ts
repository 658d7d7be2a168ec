import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApp, startApp } from '../../src/app.ts';
import { readSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { pageWith } from '../support/pages.ts';
import { connectPage, type PageClient } from '../workspace/page-client.ts';

describe('/triage doctor in the local workspace', () => {
  let folder: string;
  let model: ModelServer;
  let app: RunningApp;
  let page: PageClient;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pasteur-local-'));
    await writeFile(join(folder, 'known.md'), pageWith('Known', ['"the only known error"']));
    model = await startModelServer({ apis: ['chat'] });
    const environment = {
      PORT: '0',
      PASTEUR_KNOWLEDGE: folder,
      PASTEUR_DATA: join(folder, 'data'),
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'small',
    };
    app = await startApp({
      settings: readSettings(environment),
      log: createLogger('silent'),
      now: Date.now,
      environment,
    });
    page = await connectPage(app.url ?? '');
  });
  afterEach(async () => {
    page.close();
    await app.stop();
    await model.close();
    await rm(folder, { recursive: true });
  });

  /** The `count`-th report; the page tells all changes since it was opened. */
  const ask = async (count: number): Promise<string> => {
    const { channels } = await page.state();
    const channel = channels.find(({ name }) => name === 'incidents')?.id;
    await page.post('/api/command', { channel, command: '/triage', text: 'doctor' });
    const reports = new Set<unknown>();
    const report = await page.change((change) => {
      if (JSON.stringify(change).includes('is in use')) reports.add(change);
      return reports.size === count;
    });
    return JSON.stringify(report);
  };

  it('finds every part well, and asks the model no more than once in a while', async () => {
    const first = await ask(1);
    expect(first).toContain('Pasteur is well');
    expect(first).toMatch(/✓ scopes: all \d+ of manifest.yml are granted/);
    expect(first).toContain('✓ knowledge: one entry is in use');
    expect(first).toContain('✓ model: small at 127.0.0.1');
    await ask(2);
    expect(model.calls).toHaveLength(1);
  });
});
