import { styleText } from 'node:util';
import type { Match, TriageResult } from '../index.ts';

export interface FormatOptions {
  readonly hasColour: boolean;
  /** Show the score parts and the margin to the runner-up. */
  readonly isExplained: boolean;
}

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';
type Paint = (style: Style, text: string) => string;

/** The answer for a person at a terminal. */
export function formatAnswer(result: TriageResult, { hasColour, isExplained }: FormatOptions): string {
  const paint: Paint = (style, text) =>
    hasColour ? styleText(style, text, { validateStream: false }) : text;
  const lines = [headline(result, paint)];
  const [best, ...others] = result.matches;
  if (best !== undefined) lines.push(...describeBest(best, paint));
  if (others.length > 0)
    lines.push('', paint('bold', 'Or:'), ...others.map((match) => oneLine(match, paint)));
  if (result.nearest.length > 0) {
    lines.push(
      '',
      paint('bold', 'Nearest, but not near enough:'),
      ...result.nearest.map((match) => oneLine(match, paint)),
    );
  }
  if (result.missing.length > 0)
    lines.push(
      '',
      paint('bold', 'It would help to know:'),
      ...result.missing.map((question) => `  - ${question}`),
    );
  if (isExplained) lines.push('', ...explain(result, paint));
  return lines.join('\n');
}

function headline(result: TriageResult, paint: Paint): string {
  const best = result.matches[0];
  if (best === undefined) return paint('yellow', 'No entry knows this.');
  const share = `${Math.round(best.confidence * 100)} %`;
  return result.verdict === 'matched'
    ? `${paint('green', 'Matched')} (${share}): ${paint('bold', best.title)}`
    : `${paint('yellow', 'No rule matched; this looks like')} (${share}): ${paint('bold', best.title)}`;
}

function describeBest(match: Match, paint: Paint): string[] {
  const lines = [paint('dim', `${match.id}  ${match.page}`)];
  for (const { line, column, quote } of match.evidence) {
    lines.push(
      `  ${paint('dim', `line ${line}, column ${column}:`)} ${paint('cyan', quote.replaceAll(/\s+/g, ' '))}`,
    );
  }
  if (match.causes.length > 0)
    lines.push('', paint('bold', 'Causes'), ...match.causes.map((cause) => item('-', cause)));
  if (match.steps.length > 0) {
    lines.push('', paint('bold', 'Steps'), ...match.steps.map((step, index) => item(`${index + 1}.`, step)));
  }
  if (match.references.length > 0) {
    lines.push(
      '',
      paint('bold', 'References'),
      ...match.references.map(({ title, url }) => `  ${title}  ${paint('dim', url)}`),
    );
  }
  return lines;
}

function item(mark: string, markdown: string): string {
  const indent = ' '.repeat(mark.length + 3);
  return `  ${mark} ${markdown.trimEnd().replaceAll('\n', `\n${indent}`)}`;
}

function oneLine(match: Match, paint: Paint): string {
  return `  ${Math.round(match.confidence * 100)} %  ${match.title}  ${paint('dim', match.id)}`;
}

function explain(result: TriageResult, paint: Paint): string[] {
  const candidates = [...result.matches, ...result.nearest];
  const lines = [paint('bold', 'Why')];
  for (const [index, match] of candidates.entries()) {
    const next = candidates[index + 1];
    const margin = next === undefined ? '' : `, ${(match.score - next.score).toFixed(2)} above the next`;
    lines.push(`  ${match.id}  score ${match.score.toFixed(2)}${margin}`);
    for (const { name, value, detail } of match.scoreParts) {
      lines.push(
        `    ${value >= 0 ? '+' : '-'}${Math.abs(value).toFixed(2).padStart(5)}  ${name.padEnd(12)} ${paint('dim', detail)}`,
      );
    }
    if (match.rule === undefined) lines.push(paint('dim', '    no rule of this entry fired'));
  }
  if (candidates.length === 0) lines.push('  no entry shares a rare word or a code with this text');
  const signals = result.signals.map(({ kind, value, line }) => `${kind} ${value} (line ${line})`);
  lines.push(
    `  signals: ${signals.length === 0 ? 'none' : signals.join(', ')}`,
    `  took ${result.elapsedMs.toFixed(2)} ms`,
  );
  return lines;
}
