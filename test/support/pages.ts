import type { Entry } from '../../src/knowledge/entry.ts';
import { parsePage } from '../../src/knowledge/parse-page.ts';
import { createTriage } from '../../src/triage/create-triage.ts';
import type { Triage } from '../../src/triage/result.ts';

/** Entries of pages given as id and Markdown; a page with a fault fails the test that wrote it. */
export function entriesOf(pages: Readonly<Record<string, string>>): readonly Entry[] {
  return Object.entries(pages).flatMap(([id, text]) => {
    const { entries, faults } = parsePage({ page: `knowledge/${id}.md`, id, text });
    if (faults.length > 0) throw new Error(`${id}: ${faults.map(({ message }) => message).join('; ')}`);
    return entries;
  });
}

/** A page with these rules (YAML list items) and nothing that would resemble anything else. */
export function pageWith(title: string, rules: readonly string[], more = ''): string {
  return `---\ntitle: ${title}\nrules:\n${rules.map((rule) => `  - ${rule}`).join('\n')}\n${more}---\n## Causes\n- One.\n## Steps\n1. Do it.\n`;
}

export function triageOf(pages: Readonly<Record<string, string>>): Triage {
  return createTriage({ entries: entriesOf(pages) });
}
