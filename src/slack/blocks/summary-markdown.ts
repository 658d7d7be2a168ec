import type { NextStep, Summary } from '../../summary/summary.ts';
import { cleanText } from './escape.ts';
import { claimText } from './summary.ts';

/**
 * A summary as the Markdown that Slack streams. It only ever grows at its end while an answer comes, since it is made
 * of what is complete, in the order in which it comes.
 */
export function summaryMarkdown({ summary, likelyCauses, nextSteps, missingInformation }: Summary): string {
  return [
    ...(summary === '' ? [] : [`${plain(summary)}\n`]),
    ...section(
      'What may be the cause',
      likelyCauses.map((claim) => `- ${plain(claimText(claim))}\n`),
    ),
    ...section('What to do next', nextSteps.map(stepMarkdown)),
    ...section(
      'What would help',
      missingInformation.map((text) => `- ${plain(text)}\n`),
    ),
  ].join('');
}

function section(heading: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`\n**${heading}**\n\n`, ...items];
}

function stepMarkdown(step: NextStep, index: number): string {
  const line = `${index + 1}. ${plain(claimText(step))}\n`;
  if (step.command === undefined) return line;
  // A fence must be longer than any run of backticks inside.
  const longest = Math.max(2, ...(step.command.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // Slack reads its own marks in code too.
  const command = inert(cleanText(step.command));
  return `${line}\n${fence}\n${command}\n${fence}\n\n`;
}

/** Text in which nothing is Markdown: no link by itself either, for `https\://` is none. */
export function plain(text: string): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  return inert(line.replace(/[\\`*_{}[\]()#+!|~:@-]/g, (sign) => `\\${sign}`));
}

function inert(text: string): string {
  return text.replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
