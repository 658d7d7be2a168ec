import type { CompiledPattern } from '../knowledge/pattern.ts';
import { type PatternNeeds, rarity, type WordGroups } from '../knowledge/pattern-words.ts';
import { createLiteralIndex } from './literals.ts';
import {
  type Branch,
  branchesByRarest,
  createPatternRuns,
  MAX_PATTERN_RUNS,
  type PatternHit,
} from './pattern-runs.ts';
import type { Reading } from './read.ts';
import { type Tokens, wordsOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';
import { windowsOf } from './windows.ts';
import { createWordsSeen } from './words-seen.ts';

/** Runs each pattern only on lines that hold the words without which it cannot match. */
export interface PatternIndex {
  /** Adds a pattern and gives its number. */
  add(pattern: CompiledPattern): number;
  readonly count: number;
  /** Greater for a pattern whose matches hold what fewer texts do. */
  rarityOf(pattern: number): number;
  /** The first match of each wanted pattern, in the order of their numbers. */
  find(reading: Reading, tokens: Tokens, isWanted: (pattern: number) => boolean): PatternHit[];
}

export function createPatternIndex(vocabulary: Vocabulary): PatternIndex {
  const patterns: CompiledPattern[] = [];
  const ungated: number[] = [];
  /** The patterns that a run of characters calls, by number in this list. */
  const calls: { readonly pattern: number; readonly branch: Branch }[] = [];
  const literals = createLiteralIndex();
  /** The patterns that a word calls, and for each pattern the groups of words of which a match has one each. */
  const calledBy = new Map<number, number[]>();
  const groupsOf = new Map<number, readonly (readonly number[])[]>();
  const branchesOf = new Map<number, readonly Branch[]>();
  const seen = createWordsSeen();

  function add(pattern: CompiledPattern): number {
    const number = patterns.length;
    patterns.push(pattern);
    const { words, ways } = pattern.needs;
    const groups = words?.map((group) => group.map((word) => vocabulary.add(longestPart(word))));
    if (groups !== undefined) groupsOf.set(number, groups);
    if (ways !== undefined) branchesOf.set(number, branchesByRarest(ways));
    if (words !== undefined && isCalledByWords(pattern.needs)) callByWords(number, bestGate(words));
    else if (ways !== undefined) callByRuns(number);
    else ungated.push(number);
    return number;
  }

  function callByWords(number: number, gate: readonly string[]): void {
    for (const id of new Set(gate.map((word) => vocabulary.add(longestPart(word))))) {
      const called = calledBy.get(id);
      if (called === undefined) calledBy.set(id, [number]);
      else called.push(number);
    }
  }

  function callByRuns(pattern: number): void {
    for (const branch of branchesOf.get(pattern) ?? []) {
      calls.push({ pattern, branch });
      literals.add(branch.rarest, calls.length - 1);
    }
  }

  function find(reading: Reading, tokens: Tokens, isWanted: (pattern: number) => boolean): PatternHit[] {
    const windows = windowsOf(reading);
    const runs = createPatternRuns(reading, patterns);
    // Only the first match of a pattern counts, so a line that came before (a frame, a retry) has nothing to add.
    const texts = new Set<string>();
    let first = 0;
    for (const window of windows) {
      const text = reading.casedSlice(window.start, window.end);
      if (texts.has(text)) continue;
      texts.add(text);
      while (first < tokens.count && (tokens.starts[first] ?? 0) < window.start) first += 1;
      seen.clear();
      const callers: number[] = [];
      for (let at = first; at < tokens.count && (tokens.starts[at] ?? 0) < window.end; at += 1) {
        const id = tokens.ids[at] ?? -1;
        if (id >= 0 && seen.add(id) && calledBy.has(id)) callers.push(id);
      }
      const called = new Set<number>();
      literals.find(reading, window.start, window.end, (call) => called.add(call));
      const isWorded = (number: number): boolean =>
        groupsOf.get(number)?.every((group) => group.some(seen.has)) !== false;
      for (const caller of callers) {
        for (const number of calledBy.get(caller) ?? []) {
          if (isWanted(number) && isWorded(number)) runs.tryOn(number, window, branchesOf.get(number));
        }
      }
      for (const call of called) {
        const { pattern, branch } = calls[call] ?? {};
        if (pattern !== undefined && branch !== undefined && isWanted(pattern) && isWorded(pattern))
          runs.tryOn(pattern, window, [branch]);
      }
    }
    for (const number of ungated.filter(isWanted)) {
      for (const window of windows.slice(0, MAX_PATTERN_RUNS)) runs.tryOn(number, window, undefined);
    }
    return runs.hits();
  }

  return {
    get count() {
      return patterns.length;
    },
    rarityOf: (pattern) => {
      const needs = patterns[pattern]?.needs;
      return needs === undefined ? 0 : gateRarity(needs);
    },
    add,
    find,
  };
}

/** The group of words that calls the pattern least often. */
function bestGate(groups: WordGroups): readonly string[] {
  return groups.reduce(
    (best, group) => (wordRarity(group) > wordRarity(best) ? group : best),
    groups[0] ?? [],
  );
}

function wordRarity(group: readonly string[]): number {
  return Math.min(...group.map((word) => rarity(longestPart(word))));
}

function gateRarity({ words, ways }: PatternNeeds): number {
  const byWords = words === undefined ? 0 : wordRarity(bestGate(words));
  const byRuns = ways === undefined ? 0 : Math.min(...ways.map(({ rarest }) => rarity(rarest)));
  return Math.max(byWords, byRuns);
}

/** Whether the words that every match holds say more than the runs of characters that it holds. */
function isCalledByWords({ words, ways }: PatternNeeds): boolean {
  if (words === undefined || ways === undefined) return words !== undefined;
  return wordRarity(bestGate(words)) >= Math.min(...ways.map(({ rarest }) => rarity(rarest)));
}

/** The tokenizer parts words at `_`; the longest part stands for the word. */
function longestPart(word: string): string {
  return wordsOf(word).reduce(
    (longest, part) => (part.word.length > longest.length ? part.word : longest),
    '',
  );
}
