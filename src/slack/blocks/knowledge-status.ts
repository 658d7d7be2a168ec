import type { FaultLevel, PageFault } from '../../knowledge/entry.ts';
import type { KnowledgeState } from '../../knowledge/knowledge-state.ts';
import { shorten } from './escape.ts';
import type { SlackMessage } from './message.ts';
import { notice } from './notices.ts';

/** A section holds 3000 characters. */
const MOST_FAULTS = 5;
const LONGEST_FAULT = 450;

/** What is in use, and what is wrong with pages: the first few with their places and cures. */
export function buildKnowledgeStatus({ entries, loadedAt, faults }: KnowledgeState): SlackMessage {
  const time = loadedAt.toISOString().slice(0, 16).replace('T', ' ');
  const more = faults.length - MOST_FAULTS;
  return notice(
    [
      `Knowledge: ${entries} entries, read ${time} UTC.`,
      faults.length === 0
        ? 'All pages are in order.'
        : `Pages with faults: ${countOf(faults, 'error')}, ${countOf(faults, 'warning')}. A page with an error is left out, or stays as it was.`,
      ...faults.slice(0, MOST_FAULTS).map((fault) => `• ${shorten(describeFault(fault), LONGEST_FAULT)}`),
      ...(more > 0 ? [`${more} more are in the log, and in what pasteur check prints.`] : []),
    ].join('\n'),
  );
}

function countOf(faults: readonly PageFault[], wanted: FaultLevel): string {
  const count = faults.filter(({ level }) => level === wanted).length;
  return `${count} ${wanted}${count === 1 ? '' : 's'}`;
}

function describeFault({ page, line, level, message, cure }: PageFault): string {
  return `${page}:${line} (${level}): ${message}. ${cure}`;
}
