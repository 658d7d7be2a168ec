import type { Entry, Rule } from '../knowledge/entry.ts';
import { type CompiledPattern, compilePattern } from '../knowledge/pattern.ts';
import { nameWords } from './names.ts';
import { createPatternIndex, type PatternIndex } from './patterns.ts';
import { createPhraseIndex, type PhraseIndex } from './phrases.ts';
import { foldPhrase } from './read.ts';
import { wordsOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The smallest sign that can be there or not: a phrase, a pattern, a code. Atoms are shared by rules that name the same. */
export interface Atom {
  readonly key: string;
  /** Words that must be in the text for it, folded; none for a code. */
  readonly words: readonly string[];
  readonly kind: Rule['kind'];
}

/** A rule as a conjunction of atoms. */
export interface CompiledRule {
  readonly entry: number;
  readonly atoms: readonly number[];
  /** As the page writes it. */
  readonly text: string;
  readonly isWeak: boolean;
}

/** All rules of all entries, taken apart into atoms that are looked for once. */
export interface RuleBook {
  readonly atoms: readonly Atom[];
  readonly rules: readonly CompiledRule[];
  /** Rules under `unless`, by entry. */
  readonly exclusions: ReadonlyMap<number, readonly CompiledRule[]>;
  readonly phrases: PhraseIndex;
  readonly patterns: PatternIndex;
  /** Atom by phrase number, by pattern number, and by `kind:value` of a code. */
  readonly atomsOfPhrase: ReadonlyMap<number, readonly number[]>;
  readonly atomOfPattern: readonly number[];
  readonly atomOfCode: ReadonlyMap<string, number>;
}

export function buildRuleBook(entries: readonly Entry[], vocabulary: Vocabulary): RuleBook {
  const atoms: Atom[] = [];
  const atomByKey = new Map<string, number>();
  const phrases = createPhraseIndex(vocabulary);
  const patterns = createPatternIndex(vocabulary);
  const atomsOfPhrase = new Map<number, number[]>();
  const atomOfPattern: number[] = [];
  const atomOfCode = new Map<string, number>();

  function atomFor(key: string, kind: Rule['kind'], words: readonly string[], register: (atom: number) => void): number {
    const known = atomByKey.get(key);
    if (known !== undefined) return known;
    const atom = atoms.length;
    atoms.push({ key, words, kind });
    atomByKey.set(key, atom);
    register(atom);
    return atom;
  }

  function linkPhrase(phrase: number, atom: number): void {
    const linked = atomsOfPhrase.get(phrase);
    if (linked === undefined) atomsOfPhrase.set(phrase, [atom]);
    else if (!linked.includes(atom)) linked.push(atom);
  }

  function compileAtom(rule: Exclude<Rule, { kind: 'all' }>): number | undefined {
    if (rule.kind === 'phrase') {
      const folded = foldPhrase(rule.text);
      const words = wordsOf(folded).map(({ word }) => word);
      return atomFor(`phrase:${folded}`, 'phrase', words, (atom) => linkPhrase(phrases.add(rule.text), atom));
    }
    if (rule.kind === 'pattern') {
      const compiled = compiledPattern(rule.source);
      if (compiled === undefined) return undefined;
      const words = (compiled.needs ?? []).flatMap((group) => (group.length === 1 ? group : [])).flatMap((word) => wordsOf(word));
      return atomFor(`pattern:${rule.source}`, 'pattern', words.map(({ word }) => word), (atom) => {
        atomOfPattern[patterns.add(compiled)] = atom;
      });
    }
    if (rule.kind === 'alert') {
      const words = nameWords(rule.name);
      return atomFor(`alert:${words.join(' ')}`, 'alert', words, (atom) => {
        linkPhrase(phrases.add(rule.name), atom);
        if (words.length > 1) linkPhrase(phrases.addName(words), atom);
      });
    }
    const key = `${rule.kind}:${rule.kind === 'code' ? rule.value.toLowerCase() : rule.value}`;
    const words = wordsOf(foldPhrase(rule.value)).map(({ word }) => word);
    return atomFor(key, rule.kind, words, (atom) => {
      atomOfCode.set(key, atom);
      // A product's code with letters says by itself what it is; digits alone need `code` beside them.
      if (rule.kind === 'code' && /\p{L}/u.test(rule.value)) linkPhrase(phrases.add(rule.value), atom);
    });
  }

  function compileRule(rule: Rule, entry: number): CompiledRule | undefined {
    const parts = flattenParts(rule);
    const compiled = parts.map(compileAtom);
    if (compiled.length === 0 || compiled.includes(undefined)) return undefined;
    const distinct = [...new Set(compiled.flatMap((atom) => (atom === undefined ? [] : [atom])))];
    return { entry, atoms: distinct, text: describeRule(rule), isWeak: rule.weak === true };
  }

  const rules: CompiledRule[] = [];
  const exclusions = new Map<number, CompiledRule[]>();
  for (const [number, entry] of entries.entries()) {
    rules.push(...entry.rules.flatMap((rule) => compileRule(rule, number) ?? []));
    const unless = entry.unless.flatMap((rule) => compileRule(rule, number) ?? []);
    if (unless.length > 0) exclusions.set(number, unless);
  }
  return { atoms, rules, exclusions, phrases, patterns, atomsOfPhrase, atomOfPattern, atomOfCode };
}

/** A pattern that RE2 refuses is a fault of its page, reported when the page was read; here it is only left out. */
function compiledPattern(source: string): CompiledPattern | undefined {
  const result = compilePattern(source);
  return result.ok ? result.pattern : undefined;
}

function flattenParts(rule: Rule): Exclude<Rule, { kind: 'all' }>[] {
  return rule.kind === 'all' ? rule.parts.flatMap(flattenParts) : [rule];
}

/** The rule in a few words, as a page would write it on one line. */
export function describeRule(rule: Rule): string {
  if (rule.kind === 'phrase') return rule.text;
  if (rule.kind === 'pattern') return `pattern: ${rule.source}`;
  if (rule.kind === 'alert') return `alert: ${rule.name}`;
  if (rule.kind === 'all') return `all: ${rule.parts.map(describeRule).join(' + ')}`;
  return `${rule.kind}: ${rule.value}`;
}
