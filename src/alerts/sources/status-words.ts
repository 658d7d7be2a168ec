import type { AlertStatus } from '../alert.ts';

const WORDS: readonly [AlertStatus, readonly string[]][] = [
  [
    'firing',
    [
      'firing',
      'fired',
      'fire',
      'alerting',
      'alert',
      'alarm',
      'open',
      'opened',
      'active',
      'activated',
      'triggered',
      'trigger',
      'created',
      'new',
      'problem',
      'critical',
      'warning',
      'error',
      'down',
      'failing',
      'failed',
      'reopened',
      'unresolved',
    ],
  ],
  ['acknowledged', ['acknowledged', 'acked', 'ack', 'acknowledge']],
  [
    'resolved',
    [
      'resolved',
      'resolve',
      'closed',
      'close',
      'ok',
      'okay',
      'recovered',
      'recovery',
      'cleared',
      'clear',
      'inactive',
      'up',
      'normal',
      'success',
      'fixed',
      'ended',
      'healthy',
    ],
  ],
];
const BY_WORD = new Map(WORDS.flatMap(([status, words]) => words.map((word) => [word, status] as const)));

/** What a system without a fixed set of states means by a word; `undefined` for a word that says nothing of it. */
export function statusOfWord(word: string): AlertStatus | undefined {
  return BY_WORD.get(word.trim().toLowerCase());
}
