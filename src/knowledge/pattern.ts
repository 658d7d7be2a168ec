import { RE2JS, RE2JSException } from 're2js';
import { reasonOf } from './error-reason.ts';
import { type PatternNeeds, patternNeeds } from './pattern-words.ts';

/** A pattern ready to run on one line at a time, in time linear in the line. */
export interface CompiledPattern {
  readonly source: string;
  /** What every match contains, in lower case; see `WORD` for what a word is. */
  readonly needs: PatternNeeds;
  /** The first match at or after `from`, as offsets into `line`. */
  find(line: string, from?: number): { readonly start: number; readonly end: number } | undefined;
}

export type PatternResult =
  | { readonly ok: true; readonly pattern: CompiledPattern }
  | { readonly ok: false; readonly reason: string };

/** Every pattern is wanted twice: when its page is checked and by the engine. Knowledge bases hold a few thousand. */
const MAX_CACHED = 50_000;
const cache = new Map<string, PatternResult>();

/** Compiles RE2 syntax, once for each source; `reason` says in plain words what RE2 refuses. */
export function compilePattern(source: string): PatternResult {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const result = compile(source);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(source, result);
  return result;
}

/** Takes patterns as sound whose needs were found out before; each is compiled when it first runs. */
export function trustPatterns(needsOf: Readonly<Record<string, PatternNeeds>>): void {
  for (const [source, needs] of Object.entries(needsOf)) {
    if (cache.has(source)) continue;
    let find: CompiledPattern['find'] | undefined;
    cache.set(source, {
      ok: true,
      pattern: {
        source,
        needs,
        find: (line, from) => {
          find ??= finderOf(RE2JS.compile(source));
          return find(line, from);
        },
      },
    });
  }
}

function compile(source: string): PatternResult {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(source);
  } catch (error) {
    return { ok: false, reason: refusal(source, error) };
  }
  if (compiled.matcher('').find())
    return { ok: false, reason: 'it matches the empty text, so it would match everything' };
  const needs = patternNeeds(source, asciiMembers);
  return { ok: true, pattern: { source, needs, find: finderOf(compiled) } };
}

function finderOf(compiled: RE2JS): CompiledPattern['find'] {
  return (line, from = 0) => {
    const matcher = compiled.matcher(line);
    return matcher.find(from) ? { start: matcher.start(), end: matcher.end() } : undefined;
  };
}

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** Most patterns use the same few classes, and finding out what is in one takes 128 matches. */
const membersOfClass = new Map<string, readonly string[]>();
const MAX_CLASSES = 1000;

function asciiMembers(classSource: string): readonly string[] {
  const known = membersOfClass.get(classSource);
  if (known !== undefined) return known;
  const compiled = RE2JS.compile(classSource);
  const members = ASCII.filter((character) => compiled.matcher(character).matches());
  if (membersOfClass.size < MAX_CLASSES) membersOfClass.set(classSource, members);
  return members;
}

function refusal(source: string, error: unknown): string {
  if (/\(\?<?[=!]/.test(source)) return 'look-ahead and look-behind do not exist in RE2';
  if (/(?<!\\)(?:\\\\)*\\[1-9]/.test(source)) return 'back-references do not exist in RE2';
  if (/\(\?>|[*+?}]\+/.test(source)) return 'atomic groups and possessive quantifiers do not exist in RE2';
  if (error instanceof RE2JSException) return error.message.replace(/^error parsing regexp: /, '');
  return reasonOf(error);
}
