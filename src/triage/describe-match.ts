import type { Entry } from '../knowledge/entry.ts';
import { readEntity } from './escapes.ts';
import { offsetPlace } from './lines.ts';
import type { Reading } from './read.ts';
import type { Evidence, Match } from './result.ts';
import type { RuleBook } from './rule-book.ts';
import type { Span } from './scan.ts';
import type { Judged } from './verdict.ts';

/** Longest quote in an evidence; what a pattern matched beyond it is cut. */
const MAX_QUOTE_LENGTH = 300;

/** Turns a judged candidate into what is told: the entry's text and the places that made it count. */
export function describeMatch(
  entries: readonly Entry[],
  book: RuleBook,
  reading: Reading,
): (judged: Judged) => Match {
  return ({ candidate, confidence, features }) => {
    const entry = entries[candidate.entry];
    if (entry === undefined) throw new RangeError(`no entry ${candidate.entry} among ${entries.length}`);
    const { fired } = candidate;
    return {
      id: entry.id,
      title: entry.title,
      confidence,
      rule: fired === undefined ? undefined : book.textOf(fired.rule),
      evidence: (fired?.spans ?? []).map((span) => evidenceOf(reading, span)).sort(byPlace),
      causes: entry.causes,
      steps: entry.steps,
      related: entry.related,
      references: entry.references,
      page: entry.page,
      score: candidate.score,
      scoreParts: candidate.parts,
      features,
    };
  };
}

function evidenceOf(reading: Reading, span: Span): Evidence {
  const start = reading.offsets[span.start] ?? 0;
  const last = reading.offsets[span.end - 1] ?? start;
  // A sign may end on an escape, which is longer than what it stands for.
  const end = Math.max(start + 1, readEntity(reading.source, last)?.end ?? last + 1);
  const { line, column } = offsetPlace(reading, start);
  return {
    line,
    column,
    length: end - start,
    quote: reading.source.slice(start, Math.min(end, start + MAX_QUOTE_LENGTH)),
  };
}

function byPlace(left: Evidence, right: Evidence): number {
  return left.line - right.line || left.column - right.column;
}
