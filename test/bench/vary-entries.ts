import type { Entry, Rule } from '../../src/index.ts';

const SYLLABLES = [
  'ba',
  'cor',
  'del',
  'fi',
  'gra',
  'hol',
  'ix',
  'jun',
  'ka',
  'lem',
  'mor',
  'nex',
  'or',
  'pra',
  'qui',
  'ros',
  'sta',
  'tur',
  'vel',
  'zin',
];

/** A team's own entry has a handful of rules; the shipped ones, which know every client's wording, have dozens. */
const RULES_PER_COPY = 8;

/**
 * As many entries as asked: the real ones, then copies in which the rare words (products, error names) are others,
 * as a larger knowledge base would be of other products that fail in the same words.
 */
export function varyEntries(entries: readonly Entry[], count: number): readonly Entry[] {
  const rare = rareWords(entries);
  const varied: Entry[] = entries.slice(0, count);
  for (let copy = 1; varied.length < count; copy += 1) {
    for (const entry of entries) {
      if (varied.length >= count) break;
      varied.push(varyEntry(entry, copy, rare));
    }
  }
  return varied;
}

function varyEntry(entry: Entry, copy: number, rare: ReadonlySet<string>): Entry {
  const vary = (text: string): string =>
    text.replaceAll(/[A-Za-z]{4,}/g, (word) =>
      rare.has(word.toLowerCase()) ? inventWord(word, copy) : word,
    );
  const product = inventWord(entry.id.slice(0, entry.id.indexOf('/')), copy);
  return {
    ...entry,
    id: `${product}${copy}${entry.id.slice(entry.id.indexOf('/'))}`,
    title: vary(entry.title),
    titles: {},
    tags: [product],
    symptoms: entry.symptoms.map(vary),
    rules: someOf(entry.rules, copy).flatMap((rule) => varyRule(rule, vary, product) ?? []),
    unless: [],
  };
}

/** Evenly spread over the entry's rules, others for each copy. */
function someOf(rules: readonly Rule[], copy: number): readonly Rule[] {
  const step = Math.max(1, Math.floor(rules.length / RULES_PER_COPY));
  return rules.filter((_, index) => (index + copy) % step === 0).slice(0, RULES_PER_COPY);
}

/** What names nothing of the copy's own (`status: 502`) would be in thousands of entries; there a product is named beside it. */
function varyRule(rule: Rule, vary: (text: string) => string, product: string): Rule | undefined {
  if (rule.kind === 'pattern') return undefined;
  const varied = varyParts(rule, vary);
  if (JSON.stringify(varied) !== JSON.stringify(rule)) return varied;
  return { kind: 'all', parts: [rule, { kind: 'phrase', text: product, at: rule.at }], at: rule.at };
}

function varyParts(rule: Rule, vary: (text: string) => string): Rule {
  if (rule.kind === 'phrase') return { ...rule, text: vary(rule.text) };
  if (rule.kind === 'alert') return { ...rule, name: vary(rule.name) };
  if (rule.kind === 'all')
    return {
      ...rule,
      parts: rule.parts.filter(({ kind }) => kind !== 'pattern').map((part) => varyParts(part, vary)),
    };
  return rule;
}

function rareWords(entries: readonly Entry[]): ReadonlySet<string> {
  const users = new Map<string, number>();
  for (const entry of entries) {
    const words = new Set(
      `${entry.title} ${JSON.stringify(entry.rules)}`.toLowerCase().match(/[a-z]{4,}/g) ?? [],
    );
    for (const word of words) users.set(word, (users.get(word) ?? 0) + 1);
  }
  const limit = Math.max(2, entries.length * 0.02);
  return new Set([...users].flatMap(([word, count]) => (count <= limit ? [word] : [])));
}

/** The same word and copy give the same word: nothing here is random. */
function inventWord(word: string, copy: number): string {
  let state = copy * 2_654_435_761;
  for (const letter of word.toLowerCase()) state = Math.imul(state ^ letter.charCodeAt(0), 16_777_619);
  let invented = '';
  for (let index = 0; index < 4; index += 1) {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_519);
    invented += SYLLABLES[(state >>> 8) % SYLLABLES.length];
  }
  return invented;
}
