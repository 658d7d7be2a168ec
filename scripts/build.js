import { execFile } from 'node:child_process';
import { chmod, cp, rm } from 'node:fs/promises';
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
  const { makeEmptyDatabase } = await import('../dist/store/empty-database.js');
  await makeEmptyDatabase();
}

const results = await Promise.allSettled([
  compile().then(prepareDatabase),
  copyMigrations(),
  buildPage(path('dist/workspace/page')),
]);
for (const { reason } of results) {
  if (reason === undefined) continue;
  console.error(reason.message ?? reason);
  process.exitCode = 1;
}
