import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledCase } from '../../src/cli/eval-metrics.ts';
import type { Knowledge } from '../../src/index.ts';

/** Labelled pastes that lie beside a checkout; a checkout by itself has only the pages' own examples. */
const EVAL_FOLDER = join(import.meta.dirname, '../../../shared/eval');

/** Labelled pastes: those beside the checkout where there are any, otherwise the examples of the pages. */
export function labelledPastes(knowledge: Knowledge): {
  readonly source: string;
  readonly cases: readonly LabelledCase[];
} {
  const files = listFiles();
  if (files.length === 0) return { source: 'the examples of the pages', cases: exampleCases(knowledge) };
  const cases = files.flatMap((file) =>
    readFileSync(join(EVAL_FOLDER, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(readCase),
  );
  return { source: `${files.length} labelled files`, cases };
}

function listFiles(): string[] {
  try {
    return readdirSync(EVAL_FOLDER)
      .filter((file) => /^dev-.*\.jsonl$/.test(file))
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function readCase(line: string): LabelledCase {
  const { id, text, expect, accept = [] }: Partial<LabelledCase> = JSON.parse(line);
  if (id === undefined || text === undefined || expect === undefined)
    throw new Error(`not a labelled paste: ${line.slice(0, 80)}`);
  return { id, text, expect, accept };
}

function exampleCases(knowledge: Knowledge): LabelledCase[] {
  return knowledge.entries.flatMap(({ id, related, examples }) =>
    examples.map(({ text }, index) => ({ id: `${id}:${index + 1}`, text, expect: [id], accept: related })),
  );
}
