import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemCode } from '../error-reason.ts';
import type { OrdinaryText } from './ordinary-faults.ts';

/** The texts that come with Pasteur. */
const ORDINARY_FOLDER = fileURLToPath(new URL('../../../test/fixtures/ordinary/', import.meta.url));

/** A line of its own between two texts of a file. */
const SEPARATOR = '%%';

/** The texts of all `*.txt` of a folder; none where it does not exist, as in an installation without the tests. */
export async function readOrdinaryTexts(folder: string = ORDINARY_FOLDER): Promise<readonly OrdinaryText[]> {
  let names: readonly string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
  const texts = await Promise.all(
    names.map(async (name) => splitTexts(name, await readFile(`${folder}/${name}`, 'utf8'))),
  );
  return texts.flat();
}

function splitTexts(name: string, content: string): readonly OrdinaryText[] {
  const texts: OrdinaryText[] = [];
  let lines: string[] = [];
  let start = 1;
  const all = content.split('\n');
  for (const [at, line] of [...all, SEPARATOR].entries()) {
    if (line !== SEPARATOR) {
      lines.push(line);
      continue;
    }
    const text = lines.join('\n').trim();
    if (text !== '') texts.push({ source: `${basename(name)}:${start}`, text });
    lines = [];
    start = at + 2;
  }
  return texts;
}
