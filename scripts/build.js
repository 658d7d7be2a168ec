import { execFile } from 'node:child_process';
import { chmod, cp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildPage } from './build-page.js';

const root = new URL('../', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));

async function compile() {
  try {
    await promisify(execFile)(process.execPath, [
      path('node_modules/typescript/bin/tsc'),
      '-p',
      path('tsconfig.build.json'),
    ]);
  } catch (error) {
    throw new Error(`the sources do not compile:\n${error.stdout ?? ''}${error.stderr ?? ''}`);
  }
  await chmod(path('dist/cli/pasteur.js'), 0o755);
}

/** The compiler leaves SQL files behind; one that was removed from the sources must not stay in dist. */
async function copyMigrations() {
  const target = path('dist/store/migrations');
  await rm(target, { recursive: true, force: true });
  await cp(path('src/store/migrations'), target, { recursive: true });
}

/** By the compiled sources themselves: they name the file that they will look for. */
async function prepareDatabase() {
  const { makeEmptyDatabase } = await import('../dist/store/database/empty-database.js');
  await makeEmptyDatabase();
}

/** The bundled pages as they are read, so that no start has to parse them again. */
async function prepareKnowledge() {
  const [{ listKnowledge }, { BUNDLED_KNOWLEDGE }, { PREPARED_FILE, preparePages }] = await Promise.all([
    import('../dist/knowledge/load-knowledge.js'),
    import('../dist/knowledge/bundled-knowledge.js'),
    import('../dist/knowledge/prepared-pages.js'),
  ]);
  const { pages } = await listKnowledge(BUNDLED_KNOWLEDGE);
  const read = async (page) => ({ id: page.id, text: await readFile(page.path, 'utf8') });
  await writeFile(PREPARED_FILE, preparePages(await Promise.all(pages.map(read))));
}

const results = await Promise.allSettled([
  compile().then(() => Promise.all([prepareDatabase(), prepareKnowledge()])),
  copyMigrations(),
  buildPage(path('dist/workspace/page')),
]);
for (const { reason } of results) {
  if (reason === undefined) continue;
  console.error(reason.message ?? reason);
  process.exitCode = 1;
}
