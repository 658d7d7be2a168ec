import type { Severity } from '../alert.ts';

/** For an alert whose sender says nothing of how bad it is: neither held back nor shouted. */
export const UNSAID_SEVERITY: Severity = 'medium';

const WORDS: readonly [Severity, readonly string[]][] = [
  [
    'critical',
    [
      'critical',
      'crit',
      'fatal',
      'emergency',
      'emerg',
      'disaster',
      'page',
      'p0',
      'p1',
      'sev0',
      'sev1',
      'blocker',
    ],
  ],
  ['high', ['high', 'error', 'err', 'major', 'urgent', 'alert', 'p2', 'sev2']],
  ['medium', ['medium', 'warning', 'warn', 'average', 'moderate', 'p3', 'sev3']],
  ['low', ['low', 'minor', 'notice', 'p4', 'sev4']],
  [
    'info',
    ['info', 'information', 'informational', 'debug', 'verbose', 'none', 'ok', 'success', 'p5', 'sev5'],
  ],
];
const BY_WORD = new Map(WORDS.flatMap(([severity, words]) => words.map((word) => [word, severity] as const)));

/** Severity behind a sender's word for it (`page`, `P1`, `SEV-2`); `undefined` for a word that nobody uses. */
export function severityOf(word: string): Severity | undefined {
  return BY_WORD.get(word.toLowerCase().replace(/[^a-z0-9]/g, ''));
}

/** The first severity that stands in a name as a word of its own, such as `prod-cpu-critical` or `[P2] orders`. */
export function severityInName(name: string): Severity | undefined {
  const word = /(?:^|[^a-z0-9])(critical|warning|p[0-5]|sev-?[0-5])(?![a-z0-9])/i.exec(name)?.[1];
  return word === undefined ? undefined : severityOf(word);
}
