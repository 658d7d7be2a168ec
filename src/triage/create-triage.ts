import type { Entry } from '../knowledge/entry.ts';
import { describeMatch } from './describe-match.ts';
import { hasErrorSign } from './error-sign.ts';
import { createRuleFinder, type FiredRule } from './fire.ts';
import { correctWords } from './fuzzy.ts';
import { measureInformation } from './information.ts';
import { lineContext } from './line-context.ts';
import { questionsFor } from './missing.ts';
import { createProductFinder } from './products.ts';
import { rank } from './rank.ts';
import { readPaste } from './read.ts';
import type { Triage, TriageOptions, TriageResult } from './result.ts';
import { buildRuleBook } from './rule-book.ts';
import { createScanner } from './scan.ts';
import { createResemblanceIndex, documentWords, pasteWords } from './similar.ts';
import { tokenize, wordsWithin } from './tokens.ts';
import { createTopicIndex, NO_TOPICS } from './topic.ts';
import { judge } from './verdict.ts';
import { createVocabulary } from './vocabulary.ts';
import { WEIGHTS } from './weights.ts';

const DEFAULT_TOP = 3;
const MAX_TOP = 20;

/** Entries that are compared word by word with a paste that no rule answers. */
const MAX_SIMILAR = 24;

/** A longer text was pasted, not typed: its unknown words are names and ids, not slips of the hand. */
const MAX_SHORT_WORDS = 60;

const NO_WORDS: ReadonlySet<number> = new Set();

export interface TriageSource {
  readonly entries: readonly Entry[];
}

/**
 * Builds the engine over the entries: pure and synchronous, no I/O, no clock but for `elapsedMs`.
 * The order of the entries does not matter.
 */
export function createTriage(knowledge: TriageSource, now: () => number = () => performance.now()): Triage {
  const entries = [...knowledge.entries].sort((left, right) =>
    left.id < right.id ? -1 : left.id > right.id ? 1 : 0,
  );
  const vocabulary = createVocabulary();
  const book = buildRuleBook(entries, vocabulary);
  const documents = entries.map((entry, number) => documentWords(entry, number, book, vocabulary));
  const information = measureInformation(book, documents, vocabulary.size);
  const resemblances = createResemblanceIndex(entries, documents, vocabulary, information);
  const topics = createTopicIndex(entries, book, vocabulary);
  const products = createProductFinder(entries, vocabulary);
  const scan = createScanner(book, vocabulary);
  const rules = createRuleFinder(book);

  function triage(text: string, { top = DEFAULT_TOP, priors }: TriageOptions = {}): TriageResult {
    const started = now();
    const reading = readPaste(text);
    const tokens = tokenize(reading, vocabulary);
    const scanned = scan(reading, tokens);
    const context = lineContext(reading);
    const fired = rules.find(scanned, context);
    const written = pasteWords(reading, tokens, vocabulary);
    const informationOf = (rule: FiredRule): number => information.ofFired(rule, wordsWithin(tokens));
    const isShort = tokens.count <= MAX_SHORT_WORDS;
    // A short text may have been typed by hand: a weak rule must not hide a strong one that was misspelt.
    const enough = isShort ? WEIGHTS.strongRuleInformation : 0;
    const isAnswered = [...fired.values()].some((ofEntry) =>
      ofEntry.some((rule) => !book.isWeak(rule.rule) && informationOf(rule) > enough),
    );
    const isTyped = isShort && !isAnswered;
    const corrected = isTyped ? correctWords(reading, tokens, written, resemblances, vocabulary) : NO_WORDS;
    const words = { written, corrected, order: tokens.ids.subarray(0, tokens.count) };
    const isReport = hasErrorSign(reading, scanned.signals);
    const isAllowed = ({ entry }: { entry: number }): boolean => !rules.isExcluded(entry, scanned);
    const near = isAnswered ? [] : resemblances.find(words, MAX_SIMILAR).filter(isAllowed);
    const topic = isAnswered ? NO_TOPICS : topics.find(written, isAllowed);
    const candidates = rank({
      entries,
      book,
      fired,
      informationOf,
      context,
      resemblanceOf: (entry) => resemblances.of(entry, words),
      productIn: (entry) => products(entry, written),
      topic,
      priorOf: (entry) => priors?.get(entries[entry]?.id ?? '') ?? 0,
      similar: [
        ...near,
        ...topic.entries
          .filter((entry) => near.every((other) => other.entry !== entry))
          .map((entry) => resemblances.of(entry, words)),
      ],
    });
    const { verdict, shown, nearest } = judge(candidates, isReport, Math.min(Math.max(1, top), MAX_TOP));
    const describe = describeMatch(entries, book, reading);
    const matches = shown.map(describe);
    return {
      verdict,
      matches,
      nearest: nearest.map(describe),
      missing: questionsFor(verdict, matches[0]?.confidence ?? 0, scanned.signals, reading),
      signals: scanned.signals,
      elapsedMs: now() - started,
    };
  }

  return triage;
}
