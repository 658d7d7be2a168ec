import type { Match, Triage, TriageResult } from '../../src/triage/result.ts';

/** An engine of three entries, for tests that are about Slack and not about triage. */
export const smallTriage: Triage = (text) => {
  const lines = text.split('\n');
  const matches = ENTRIES.flatMap(({ sign, match }) => {
    const index = lines.findIndex((line) => line.includes(sign));
    const quote = lines[index];
    if (quote === undefined) return [];
    const column = quote.indexOf(sign) + 1;
    return [{ ...match, evidence: [{ line: index + 1, column, length: sign.length, quote }] }];
  });
  const verdict: TriageResult['verdict'] =
    matches.length === 0 ? 'unmatched' : matches[0]?.rule === undefined ? 'similar' : 'matched';
  return {
    verdict,
    matches,
    nearest:
      matches.length === 0
        ? [makeMatch({ title: 'Some other entry', confidence: 0.1, rule: undefined })]
        : [],
    missing: verdict === 'matched' ? [] : ['Which system wrote it?', 'Since when?'],
    signals: text.includes('502') ? [{ kind: 'status', value: '502', line: 1 }] : [],
    elapsedMs: 0.1,
  };
};

export function makeMatch(fields: Partial<Match> = {}): Match {
  return {
    id: 'nginx/upstream-connection-refused',
    title: 'nginx cannot connect to its upstream',
    confidence: 0.97,
    rule: 'connect() failed (111: Connection refused)',
    evidence: [],
    causes: ['The backend is **not running**.', 'It listens on another port.'],
    steps: ['Look at the backend:\n\n```sh\nss -ltnp\n```', 'Start it: `systemctl start app`.'],
    related: [],
    references: [{ title: 'nginx documentation', url: 'https://nginx.org/en/docs/' }],
    page: 'knowledge/nginx/upstream-connection-refused.md',
    score: 12.5,
    scoreParts: [{ name: 'rule', value: 12.5, detail: 'connect() failed' }],
    features: [1, 1.2, 2, 1, 0],
    ...fields,
  };
}

const ENTRIES: readonly { readonly sign: string; readonly match: Match }[] = [
  { sign: 'connect() failed', match: makeMatch() },
  {
    sign: 'refused',
    match: makeMatch({
      id: 'http/connection-refused',
      title: 'Connection refused',
      confidence: 0.6,
      score: 6,
      scoreParts: [{ name: 'rule', value: 6, detail: 'refused' }],
    }),
  },
  {
    sign: 'slow',
    match: makeMatch({
      id: 'http/slow',
      title: 'Slow answers',
      confidence: 0.45,
      rule: undefined,
      score: 2,
      scoreParts: [],
    }),
  },
];
