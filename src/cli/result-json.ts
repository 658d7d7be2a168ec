import type { Match, TriageResult } from '../index.ts';

/** The result as design section 5 prints it; `isExplained` adds scores and their parts. */
export function resultJson(result: TriageResult, isExplained: boolean): Record<string, unknown> {
  const { verdict, signals, missing, elapsedMs } = result;
  const describe = (match: Match) => matchJson(match, isExplained);
  return {
    verdict,
    matches: result.matches.map(describe),
    ...(verdict === 'unmatched'
      ? {
          nearest: result.nearest.map(({ id, title, confidence, ...match }) => ({
            id,
            title,
            confidence,
            ...(isExplained ? scoreJson(match) : {}),
          })),
        }
      : {}),
    signals,
    missing,
    elapsedMs: Math.round(elapsedMs * 1000) / 1000,
  };
}

function matchJson(match: Match, isExplained: boolean): Record<string, unknown> {
  const { id, title, confidence, rule, evidence, causes, steps, related, references, page } = match;
  return {
    id,
    title,
    confidence,
    rule: rule ?? null,
    evidence,
    causes,
    steps,
    related,
    references,
    page,
    ...(isExplained ? scoreJson(match) : {}),
  };
}

function scoreJson({ score, scoreParts }: Pick<Match, 'score' | 'scoreParts'>): Record<string, unknown> {
  return {
    score: round(score),
    scoreParts: scoreParts.map((part) => ({ ...part, value: round(part.value) })),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
