import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = fileURLToPath(new URL('../src/workspace/page/', import.meta.url));

/** Bundles the local workspace's page into a folder. Nothing of it is fetched from elsewhere at run time. */
export async function buildPage(directory) {
  await mkdir(directory, { recursive: true });
  await Promise.all([
    build({
      entryPoints: { page: join(source, 'main.tsx') },
      outdir: directory,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      legalComments: 'none',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'warning',
    }),
    ...['index.html', 'icon.svg'].map((name) => copyFile(join(source, name), join(directory, name))),
  ]);
}
