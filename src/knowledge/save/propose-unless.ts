import { ALL_MATCHES, type CheckTriage, type CreateCheckTriage } from '../check/answer.ts';
import type { Entry, Rule } from '../entry.ts';
import { generalise } from './generalise.ts';

/** Letters and digits below which a phrase would take the entry out of too much. */
const MIN_LENGTH = 8;
const MIN_WORDS = 3;

/**
 * A phrase that takes an entry out on a text that it must not answer, and on none of its own examples: the line of the
 * text on which it fires, or the next best. Undefined where the entry does not answer the text, or no line marks it.
 */
export function proposeUnless(
  entry: Entry,
  text: string,
  options: { readonly createTriage: CreateCheckTriage; readonly codes: readonly string[] },
): string | undefined {
  const { createTriage, codes } = options;
  const alone = createTriage({ entries: [entry] });
  const fired = matchOf(alone, entry, text);
  if (fired === undefined) return undefined;
  const lines = text.split('\n');
  const firing = fired.evidence.map(({ line }) => line - 1);
  const order = [...new Set([...firing, ...lines.keys()])];
  const phrases = order
    .map((index) => generalise(lines[index] ?? '', codes))
    .filter((phrase) => phrase.split(' ').length >= MIN_WORDS)
    .filter((phrase) => phrase.replaceAll(/[^\p{L}\p{N}]/gu, '').length >= MIN_LENGTH);
  return [...new Set(phrases)].find((phrase) => {
    const rule: Rule = { kind: 'phrase', text: phrase, at: { page: entry.page, line: 1, column: 1 } };
    const triage = createTriage({ entries: [{ ...entry, unless: [...entry.unless, rule] }] });
    const keeps = entry.examples.every(
      (example) =>
        matchOf(alone, entry, example.text) === undefined ||
        matchOf(triage, entry, example.text) !== undefined,
    );
    return keeps && matchOf(triage, entry, text) === undefined;
  });
}

function matchOf(triage: CheckTriage, { id }: Entry, text: string) {
  return triage(text, ALL_MATCHES).matches.find((match) => match.id === id);
}
