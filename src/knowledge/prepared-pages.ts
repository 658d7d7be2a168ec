import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { systemCode } from './error-reason.ts';
import { type PageSource, type ParsedPage, parsePage } from './parse-page.ts';
import { compilePattern, trustPatterns } from './pattern.ts';
import type { PatternNeeds } from './pattern-words.ts';

/** Pages as they were read once, found by their texts. */
export interface PreparedPages {
  /** The same as `parsePage` gives; undefined for a page that was not prepared, or differs by one character. */
  find(source: PageSource): ParsedPage | undefined;
}

/** What `preparePages` leaves: pages by digest, as JSON with `NAME` for the page's name; needs of patterns by source. */
interface Prepared {
  readonly pages: Readonly<Record<string, string>>;
  readonly patterns: Readonly<Record<string, PatternNeeds>>;
}

/**
 * The build puts it beside this file's compiled form; the sources have none, so that they never see what is out of date.
 * @public Written by scripts/build.js.
 */
export const PREPARED_FILE = new URL('./prepared-pages.json', import.meta.url);

const NAME = '<page>';
const NAMED = `"page":${JSON.stringify(NAME)}`;

/**
 * Reads pages ahead, as JSON for `openPreparedPages`: parsing the bundled pages and compiling their patterns took three
 * quarters of a start. Pages with faults are left out.
 */
export function preparePages(sources: readonly Omit<PageSource, 'page'>[]): string {
  const pages: Record<string, string> = {};
  const patterns: Record<string, PatternNeeds> = {};
  for (const source of sources) {
    const parsed = parsePage({ ...source, page: NAME });
    if (parsed.faults.length > 0) continue;
    pages[digestOf(source)] = JSON.stringify(parsed);
    for (const pattern of parsed.entries.flatMap(patternsOf)) {
      const compiled = compilePattern(pattern);
      if (compiled.ok) patterns[pattern] = compiled.pattern.needs;
    }
  }
  return JSON.stringify({ pages, patterns } satisfies Prepared);
}

export function openPreparedPages(text: string): PreparedPages {
  const { pages, patterns }: Prepared = JSON.parse(text);
  trustPatterns(patterns);
  return {
    find: (source) => {
      const json = pages[digestOf(source)];
      if (json === undefined) return undefined;
      // In the JSON of a text the quotes would have a backslash before them, so only names are replaced.
      return JSON.parse(json.replaceAll(NAMED, () => `"page":${JSON.stringify(source.page)}`));
    },
  };
}

let bundled: Promise<PreparedPages | undefined> | undefined;

/** The bundled pages, as the build prepared them; undefined where it did not. */
export function bundledPages(): Promise<PreparedPages | undefined> {
  bundled ??= readFile(PREPARED_FILE, 'utf8').then(openPreparedPages, (error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  return bundled;
}

function digestOf({ id, text }: Omit<PageSource, 'page'>): string {
  return createHash('sha256').update(`${id}\n${text}`).digest('base64');
}

function patternsOf({ rules, unless }: ParsedPage['entries'][number]): readonly string[] {
  return [...rules, ...unless]
    .flatMap((rule) => (rule.kind === 'all' ? rule.parts : [rule]))
    .flatMap((rule) => (rule.kind === 'pattern' ? [rule.source] : []));
}
