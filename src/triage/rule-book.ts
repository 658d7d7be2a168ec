import { describeRule } from '../knowledge/describe-rule.ts';
import type { Entry, Rule } from '../knowledge/entry.ts';
import { compilePattern } from '../knowledge/pattern.ts';
import { createNumberList, type Lists, packLists } from './lists.ts';
import { nameWords } from './names.ts';
import { createPatternIndex, type PatternIndex } from './patterns.ts';
import { createPhraseIndex, type PhraseIndex } from './phrases.ts';
import { foldPhrase } from './read.ts';
import { wordsOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

export type AtomKind = Exclude<Rule['kind'], 'all'>;
type AtomRule = Exclude<Rule, { kind: 'all' }>;

const ATOM_KINDS: readonly AtomKind[] = [
  'phrase',
  'pattern',
  'alert',
  'status',
  'grpc',
  'errno',
  'sqlstate',
  'exit',
  'code',
];

/**
 * All rules of all entries, taken apart into atoms: the smallest signs that can be there or not, each looked for once
 * however many rules name it. A rule is a conjunction of atoms. Rules and atoms go by number.
 */
export interface RuleBook {
  readonly ruleCount: number;
  readonly atomCount: number;
  atomKind(atom: number): AtomKind;
  /** Vocabulary ids of the atom's words; of a pattern's, a match has only some. */
  atomWords(atom: number): Int32Array;
  entryOf(rule: number): number;
  atomsOf(rule: number): Int32Array;
  isWeak(rule: number): boolean;
  /** The rule as the page writes it. */
  textOf(rule: number): string;
  /** Whether the rule is under `unless`: it takes its entry out. */
  isExclusion(rule: number): boolean;
  /** The rules of an entry, without those under `unless`: a run of numbers. */
  rulesOf(entry: number): { readonly first: number; readonly end: number };
  /** The `unless` rules of an entry. */
  exclusionsOf(entry: number): readonly number[];
  readonly phrases: PhraseIndex;
  readonly patterns: PatternIndex;
  atomsOfPhrase(phrase: number): readonly number[];
  atomOfPattern(pattern: number): number | undefined;
  /** By kind and value of a code, folded. */
  atomOfCode(kind: string, value: string): number | undefined;
}

export function buildRuleBook(entries: readonly Entry[], vocabulary: Vocabulary): RuleBook {
  const phrases = createPhraseIndex(vocabulary);
  const patterns = createPatternIndex(vocabulary);
  const kinds = createNumberList();
  const wordKeys = createNumberList();
  const words = createNumberList();
  const atomByPhrase = new Map<number, number>();
  const furtherAtoms = new Map<number, number[]>();
  const atomByPattern = new Map<string, number>();
  const atomOfPattern: number[] = [];
  const atomByCode = new Map<string, number>();

  function newAtom(kind: AtomKind, atomWords: readonly string[]): number {
    const atom = kinds.length;
    kinds.push(ATOM_KINDS.indexOf(kind));
    for (const word of atomWords) {
      wordKeys.push(atom);
      words.push(vocabulary.add(word));
    }
    return atom;
  }

  function linkPhrase(phrase: number, atom: number): void {
    const first = atomByPhrase.get(phrase);
    if (first === undefined) atomByPhrase.set(phrase, atom);
    else if (first !== atom)
      furtherAtoms.set(phrase, [...new Set([...(furtherAtoms.get(phrase) ?? []), atom])]);
  }

  function atomOf(rule: AtomRule): number | undefined {
    if (rule.kind === 'phrase') {
      const folded = foldPhrase(rule.text);
      const parts = wordsOf(folded);
      const phrase = phrases.addFolded(folded, parts);
      const known = atomByPhrase.get(phrase);
      if (known !== undefined) return known;
      const atom = newAtom(
        'phrase',
        parts.map(({ word }) => word),
      );
      atomByPhrase.set(phrase, atom);
      return atom;
    }
    if (rule.kind === 'pattern') return patternAtom(rule.source);
    const name = rule.kind === 'alert' ? nameWords(rule.name).join(' ') : foldPhrase(rule.value);
    const key = `${rule.kind}:${name}`;
    const atom = atomByCode.get(key) ?? newAtom(rule.kind, foldedWords(name));
    atomByCode.set(key, atom);
    if (rule.kind === 'alert') {
      // Two spellings of one name are one atom, and either may be in a paste.
      linkPhrase(phrases.add(rule.name), atom);
      if (name.includes(' ')) linkPhrase(phrases.addName(name.split(' ')), atom);
    } else if (rule.kind === 'code' && /\p{L}/u.test(rule.value)) {
      // A product's code with letters says by itself what it is; digits alone need `code` beside them.
      linkPhrase(phrases.add(rule.value), atom);
    }
    return atom;
  }

  /** A pattern that RE2 refuses is a fault of its page, reported when the page was read; here it is only left out. */
  function patternAtom(source: string): number | undefined {
    const known = atomByPattern.get(source);
    if (known !== undefined) return known;
    const compiled = compilePattern(source);
    if (!compiled.ok) return undefined;
    // Escapes such as \b and \d are no words; what else looks like one counts only where a match has it.
    const atom = newAtom('pattern', foldedWords(source.replaceAll(/\\[A-Za-z]/g, ' ')));
    atomByPattern.set(source, atom);
    atomOfPattern[patterns.add(compiled.pattern)] = atom;
    return atom;
  }

  const rules: Rule[] = [];
  const entryOfRule = createNumberList();
  const atomKeys = createNumberList();
  const atomMembers = createNumberList();
  const exclusions = new Map<number, number[]>();

  function addRule(rule: Rule, entry: number): number | undefined {
    const atoms = flattenParts(rule).map(atomOf);
    if (atoms.length === 0 || atoms.includes(undefined)) return undefined;
    const number = rules.length;
    rules.push(rule);
    entryOfRule.push(entry);
    for (const atom of new Set(atoms)) {
      if (atom === undefined) continue;
      atomKeys.push(number);
      atomMembers.push(atom);
    }
    return number;
  }

  const firstRules = createNumberList();
  for (const [number, entry] of entries.entries()) {
    firstRules.push(rules.length);
    for (const rule of entry.rules) addRule(rule, number);
  }
  firstRules.push(rules.length);
  const firstExclusion = rules.length;
  for (const [number, { unless }] of entries.entries()) {
    const added = unless.flatMap((rule) => addRule(rule, number) ?? []);
    if (added.length > 0) exclusions.set(number, added);
  }
  const atomsOfRule: Lists = packLists(rules.length, atomKeys.values(), atomMembers.values());
  const wordsOfAtom: Lists = packLists(kinds.length, wordKeys.values(), words.values());

  return {
    ruleCount: rules.length,
    atomCount: kinds.length,
    atomKind: (atom) => ATOM_KINDS[kinds.at(atom)] ?? 'phrase',
    atomWords: wordsOfAtom.of,
    entryOf: (rule) => entryOfRule.at(rule),
    atomsOf: atomsOfRule.of,
    isWeak: (rule) => rules[rule]?.weak === true,
    textOf: (rule) => {
      const found = rules[rule];
      return found === undefined ? '' : describeRule(found);
    },
    isExclusion: (rule) => rule >= firstExclusion,
    rulesOf: (entry) => ({ first: firstRules.at(entry), end: firstRules.at(entry + 1) }),
    exclusionsOf: (entry) => exclusions.get(entry) ?? [],
    phrases,
    patterns,
    atomsOfPhrase: (phrase) => {
      const first = atomByPhrase.get(phrase);
      return first === undefined ? [] : [first, ...(furtherAtoms.get(phrase) ?? [])];
    },
    atomOfPattern: (pattern) => atomOfPattern[pattern],
    atomOfCode: (kind, value) => atomByCode.get(`${kind}:${value.toLowerCase()}`),
  };
}

function foldedWords(text: string): string[] {
  return wordsOf(foldPhrase(text)).map(({ word }) => word);
}

function flattenParts(rule: Rule): AtomRule[] {
  return rule.kind === 'all' ? rule.parts.flatMap(flattenParts) : [rule];
}
