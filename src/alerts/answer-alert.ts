import type { Entry } from '../knowledge/entry.ts';
import type { Triage } from '../triage/result.ts';
import { type Alert, alertText } from './alert.ts';

/** What the knowledge says about an alert. */
export interface AlertAnswer {
  readonly id: string;
  readonly title: string;
  readonly page: string;
  readonly causes: readonly string[];
  readonly steps: readonly string[];
  /** 0 to 1; undefined where the alert's own runbook named the entry. */
  readonly confidence: number | undefined;
}

export interface AnswerOptions {
  readonly triage: Triage;
  readonly entries: readonly Entry[];
  /** Web address of the knowledge folder. */
  readonly pagesUrl?: string | undefined;
}

/**
 * Finds the entry for an alert: the page that its runbook points to, or else the entry of which a rule fired.
 * A resemblance is no answer here: nobody asked, so a guess would be noise.
 */
export function answerAlert(alert: Alert, options: AnswerOptions): AlertAnswer | undefined {
  const entry = runbookEntry(alert.runbookUrl, options);
  if (entry !== undefined) {
    const { id, title, page, causes, steps } = entry;
    return { id, title, page, causes, steps, confidence: undefined };
  }
  const { verdict, matches } = options.triage(alertText(alert));
  const [match] = matches;
  if (verdict !== 'matched' || match === undefined) return undefined;
  const { id, title, page, causes, steps, confidence } = match;
  return { id, title, page, causes, steps, confidence };
}

function runbookEntry(runbook: string | undefined, { entries, pagesUrl }: AnswerOptions): Entry | undefined {
  const path = runbook === undefined ? undefined : pathInKnowledge(runbook, pagesUrl);
  if (path === undefined) return undefined;
  const [file = '', heading] = path.split('#');
  const id = withoutMd(file);
  const wanted = heading === undefined || heading === '' ? id : `${id}#${heading}`;
  return (
    entries.find((entry) => entry.id === wanted || withoutMd(entry.page) === wanted) ??
    entries.find((entry) => entry.id === id || withoutMd(entry.page) === id)
  );
}

/** A web address counts only below that of the pages: another site's runbook is not ours to quote. */
function pathInKnowledge(runbook: string, pagesUrl: string | undefined): string | undefined {
  if (!/^https?:/i.test(runbook)) return runbook.replace(/^(?:\.?\/)+/, '');
  if (pagesUrl === undefined) return undefined;
  const base = pagesUrl.endsWith('/') ? pagesUrl : `${pagesUrl}/`;
  if (!runbook.startsWith(base)) return undefined;
  const path = runbook.slice(base.length).replace(/\?[^#]*/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function withoutMd(path: string): string {
  return path.replace(/\.md$/, '').replace(/\/$/, '');
}
