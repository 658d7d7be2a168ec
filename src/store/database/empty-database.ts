import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** What the build leaves in `dist/`; named by PGlite's release, as another one may not read its files. */
export function emptyDatabaseFile(): string {
  const require = createRequire(import.meta.url);
  const manifest: unknown = require(
    fileURLToPath(new URL('../package.json', `file://${require.resolve('@electric-sql/pglite')}`)),
  );
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : 'unknown';
  return fileURLToPath(
    new URL(`../../../dist/store/database/empty-database-${version}.tar.gz`, import.meta.url),
  );
}

/**
 * Makes the file of an empty database, unless it is there.
 * @public Called by scripts/build.js.
 */
export async function makeEmptyDatabase(): Promise<void> {
  const file = emptyDatabaseFile();
  if (existsSync(file)) return;
  const pglite = await PGlite.create();
  const files = await pglite.dumpDataDir('none');
  await pglite.close();
  await mkdir(dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}`;
  await writeFile(aside, await pack(await files.arrayBuffer()));
  await rename(aside, file);
}

/**
 * An empty database to begin with: to unpack it takes a fifth of the processor time that making one anew does, and all
 * else in this thread waits for that.
 * @returns undefined where the build left none; then PGlite makes its own.
 */
export async function readEmptyDatabase(): Promise<Blob | undefined> {
  const file = emptyDatabaseFile();
  return existsSync(file) ? new Blob([await unpack(await readFile(file))]) : undefined;
}
