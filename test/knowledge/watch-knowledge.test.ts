import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PageFault } from '../../src/knowledge/entry.ts';
import {
  type KnowledgeWatch,
  type WatchOptions,
  watchKnowledge,
} from '../../src/knowledge/watch-knowledge.ts';

const page = (title: string, rule = 'out of memory') =>
  `---\ntitle: ${title}\nrules: ["${rule}"]\n---\n## Steps\n- s\n`;
let folder: string;
let watches: KnowledgeWatch[] = [];

async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** A watch whose next change can be awaited. */
async function start(options: Partial<WatchOptions> = {}) {
  const faults: PageFault[] = [];
  const changes: number[] = [];
  let wake: () => void = () => undefined;
  const watch = await watchKnowledge(folder, {
    onChange: (_, { elapsedMs }) => {
      changes.push(elapsedMs);
      wake();
    },
    onFault: (fault) => faults.push(fault),
    intervalMs: 3_600_000,
    ...options,
  });
  watches.push(watch);
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise<void>((resolve) => (wake = resolve));
  };
  const titles = () => watch.current().entries.map(({ title }) => title);
  return { watch, faults, changes, until, titles };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasteur-watch-'));
});
afterEach(async () => {
  await Promise.all(watches.map((watch) => watch.close()));
  watches = [];
  await rm(folder, { recursive: true, force: true });
});

describe('watchKnowledge', () => {
  it('puts changed, new, renamed and deleted pages to use when the file system tells', async () => {
    await put('a/one.md', page('One'));
    const { until, titles, watch } = await start();
    await put('a/one.md', page('One again'));
    await until(() => titles().join() === 'One again');
    await put('b/two.md', page('Two', 'broken pipe'));
    await until(() => titles().join() === 'One again,Two');
    await put('b/two.md', page('Two again', 'broken pipe'));
    await until(() => titles().join() === 'One again,Two again');
    await rename(join(folder, 'b/two.md'), join(folder, 'a/zwei.md'));
    await until(
      () =>
        watch
          .current()
          .entries.map(({ id }) => id)
          .join() === 'a/one,a/zwei',
    );
    await rm(join(folder, 'a/one.md'));
    await until(() => titles().join() === 'Two again');
  });

  it('finds changes by looking where the file system tells nothing', async () => {
    await put('one.md', page('One'));
    const { until, titles } = await start({ hasFileEvents: false, intervalMs: 50 });
    await put('one.md', page('One again'));
    await until(() => titles().join() === 'One again');
  });

  it('keeps the last good version of a broken page and names its fault once', async () => {
    await put('one.md', page('One'));
    await put('two.md', page('Two', 'broken pipe'));
    const { watch, titles, faults } = await start({ hasFileEvents: false });
    await put('one.md', '---\ntitle: New\nrules: [\n---\n');
    await watch.refresh();
    await watch.refresh();
    expect(titles()).toEqual(['One', 'Two']);
    expect(faults).toMatchObject([
      { level: 'error', line: 4, message: expect.stringContaining('not valid YAML') },
    ]);
    expect(watch.current().faults).toEqual(faults);
    await put('one.md', page('Mended'));
    await watch.refresh();
    expect([titles(), watch.current().faults]).toEqual([['Mended', 'Two'], []]);
  });

  it('keeps everything when the folder vanishes, and takes it back up when it returns', async () => {
    await put('one.md', page('One'));
    const { watch, titles, faults } = await start({ hasFileEvents: false });
    await rm(folder, { recursive: true });
    await watch.refresh();
    await watch.refresh();
    expect(titles()).toEqual(['One']);
    expect(faults).toMatchObject([{ message: expect.stringContaining('what was read last stays in use') }]);
    await put('one.md', page('Back'));
    await watch.refresh();
    expect([titles(), watch.current().faults]).toEqual([['Back'], []]);
  });

  it('keeps one vanished folder of two while the other goes on changing', async () => {
    await put('one/a.md', page('One'));
    await put('two/b.md', page('Two', 'broken pipe'));
    const onChange = () => undefined;
    const both = [join(folder, 'one'), join(folder, 'two')];
    const watch = await watchKnowledge(both, { onChange, hasFileEvents: false, intervalMs: 3_600_000 });
    watches.push(watch);
    await rm(join(folder, 'one'), { recursive: true });
    await put('two/b.md', page('Two again', 'broken pipe'));
    await watch.refresh();
    expect(watch.current().entries.map(({ title }) => title)).toEqual(['One', 'Two again']);
    expect(watch.current().faults).toHaveLength(1);
  });

  it('swaps the whole and never changes what was given out', async () => {
    await put('one.md', page('One'));
    const { watch } = await start({ hasFileEvents: false });
    const before = watch.current();
    await put('one.md', page('Other'));
    await watch.refresh();
    expect(before.entries[0]?.title).toBe('One');
    expect(watch.current()).not.toBe(before);
  });

  it('says nothing when nothing changed, and fails when a folder is missing at the start', async () => {
    await put('one.md', page('One'));
    const { watch, changes } = await start({ hasFileEvents: false });
    await watch.refresh();
    expect(changes).toEqual([]);
    await expect(watchKnowledge(join(folder, 'none'), { onChange: () => undefined })).rejects.toMatchObject({
      code: 'KNOWLEDGE_MISSING',
    });
  });
});
