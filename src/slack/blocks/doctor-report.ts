import type { types } from '@slack/bolt';
import type { Finding, FindingLevel } from '../../finding.ts';
import { cleanText, escapeMrkdwn, shorten } from './escape.ts';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { headingBlock, plainOrBlank } from './rich-blocks.ts';

const MARKS: Readonly<Record<FindingLevel, string>> = { ok: '✓', warn: '!', fail: '✗' };
const WORST_FIRST: readonly FindingLevel[] = ['fail', 'warn', 'ok'];

/** Their sum stays below what Slack takes in a message. */
const MOST_FINDINGS = 20;
const LONGEST_FINDING = 400;

/** What is well and what to do about the rest, the worst first. */
export function buildDoctorReport(findings: readonly Finding[]): SlackMessage {
  const sorted = WORST_FIRST.flatMap((level) => findings.filter((finding) => finding.level === level));
  const shown = sorted.slice(0, MOST_FINDINGS);
  const heading = headingOf(findings);
  const more = sorted.length - shown.length;
  const lines = [...shown.map(lineOf), ...(more > 0 ? [`${more} more: run pasteur doctor`] : [])];
  return {
    text: shorten(escapeMrkdwn(cleanText([heading, ...lines].join('\n'))), LIMITS.messageText),
    blocks: [headingBlock(heading), ...lines.map(sectionOf)],
  };
}

function headingOf(findings: readonly Finding[]): string {
  const count = (level: FindingLevel) => findings.filter((finding) => finding.level === level).length;
  const [failed, warned] = [count('fail'), count('warn')];
  if (failed > 0) return `${failed} to mend, ${warned} to look at`;
  return warned > 0 ? `Pasteur works; ${warned} to look at` : 'Pasteur is well';
}

function lineOf({ check, level, message, cure }: Finding): string {
  const what = `${MARKS[level]} ${check}: ${message}`;
  return shorten(cure === undefined ? what : `${what}. To do: ${cure}`, LONGEST_FINDING);
}

/** Plain text: a page's name or an error of Slack must not act. */
function sectionOf(line: string): types.SectionBlock {
  return {
    type: 'section',
    text: { type: 'plain_text', text: plainOrBlank(line, LIMITS.sectionText), emoji: false },
  };
}
