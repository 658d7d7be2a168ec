import type { Reading } from './read.ts';
import type { Signal, Verdict } from './result.ts';

/** Above this confidence nothing more is asked. */
const CONFIDENT = 0.8;

/** A text this short names a problem but does not describe it; in units of the folded text. */
const SHORT_LENGTH = 40;

/** What a good error report has and this one lacks, as questions; none for a confident match. */
export function questionsFor(
  verdict: Verdict,
  confidence: number,
  signals: readonly Signal[],
  reading: Reading,
): string[] {
  if (verdict === 'matched' && confidence >= CONFIDENT) return [];
  const kinds = new Set(signals.map(({ kind }) => kind));
  const { folded } = reading;
  const questions: string[] = [];
  const hasMessage = kinds.has('message') || kinds.has('exception') || folded.length > SHORT_LENGTH;
  if (!hasMessage)
    questions.push(
      'What is the whole message? The line with the error and the ten lines before it say most.',
    );
  if (
    !['status', 'grpc', 'errno', 'sqlstate', 'exit', 'code', 'exception'].some((kind) =>
      kinds.has(kind as Signal['kind']),
    )
  ) {
    questions.push('Is there a status or error code (HTTP 502, gRPC 14, SQLSTATE, exit code)?');
  }
  if (
    !/\b(?:trace|request|correlation|reference|incident)[ _-]?(?:id|no)\b|traceparent|x-request-id/.test(
      folded,
    )
  ) {
    questions.push('Is there a request, trace or reference id, to find the same error in other logs?');
  }
  questions.push('Which system says it (program and version), and which one does it talk to?');
  if (!/\d{4}-\d{2}-\d{2}|\d{2}:\d{2}/.test(folded))
    questions.push('Since when, and what changed just before?');
  return questions;
}
