import { createMemoryAskLog } from '../src/slack/answers/ask-log.ts';
import type { Ask, AskLog } from '../src/store/asks.ts';
import { recordOf, recordsOf, textOf } from '../src/workspace/json.ts';
import type { Workspace } from '../src/workspace/workspace.ts';

/** A week of a made-up team, for pictures. */
export interface SampleWeek {
  readonly asks: AskLog;
  /** Writes the days before today down, as asked in the workspace's #incidents. */
  fill(workspace: Workspace): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const KEEP_DAYS = 30;

/** Six days ago first, today last; what is asked today comes on top. */
const DAYS = [
  { matched: 6, similar: 1, unmatched: 2, alerts: 4 },
  { matched: 4, similar: 0, unmatched: 1, alerts: 2 },
  { matched: 9, similar: 2, unmatched: 3, alerts: 7 },
  { matched: 14, similar: 3, unmatched: 5, alerts: 16 },
  { matched: 11, similar: 1, unmatched: 2, alerts: 9 },
  { matched: 8, similar: 2, unmatched: 1, alerts: 5 },
  { matched: 5, similar: 1, unmatched: 1, alerts: 3 },
] as const;

const ENTRIES = [
  'nginx/upstream-connection-refused',
  'postgres/too-many-clients',
  'nginx/upstream-connection-refused',
  'kubernetes/oom-killed',
  'nginx/upstream-connection-refused',
  'tls/certificate-expired',
  'postgres/too-many-clients',
] as const;

const GAPS = [
  'ledger <n> refused by close-job-<n>: period is sealed',
  'ledger <n> refused by close-job-<n>: period is sealed',
  'label printer <host> answered with status PAPER_OUT',
] as const;

export function createSampleWeek(): SampleWeek {
  let shiftMs = 0;
  const log = createMemoryAskLog(() => Date.now() - shiftMs);
  return {
    asks: {
      ...log,
      // The database counts alerts by day; the log in memory knows none.
      week: async (team) =>
        (await log.week(team)).map((day, index) => ({ ...day, alerts: DAYS[index]?.alerts ?? 0 })),
    },
    async fill(workspace) {
      const team = textOf(await call(workspace, 'auth.test'), 'team_id') ?? '';
      const channels = recordsOf(await call(workspace, 'conversations.list'), 'channels');
      const channel = textOf(
        channels.find(({ name }) => name === 'incidents'),
        'id',
      );
      const place = { team, channel, asker: 'U0TEAMMATE', road: 'mention', text: undefined };
      for (const [index, { matched, similar, unmatched }] of DAYS.entries()) {
        shiftMs = (DAYS.length - 1 - index) * DAY_MS;
        const asked: Pick<Ask, 'verdict' | 'entry' | 'template'>[] = [
          ...answered('matched', matched),
          ...answered('similar', similar),
          ...Array.from({ length: unmatched }, (_, at) => ({
            verdict: 'unmatched',
            entry: undefined,
            template: GAPS[at % GAPS.length] ?? '',
          })),
        ];
        for (const ask of asked) await log.record({ ...place, ...ask }, KEEP_DAYS);
      }
      shiftMs = 0;
    },
  };
}

function answered(verdict: string, count: number): Pick<Ask, 'verdict' | 'entry' | 'template'>[] {
  return Array.from({ length: count }, (_, at) => ({
    verdict,
    entry: ENTRIES[at % ENTRIES.length],
    template: '',
  }));
}

async function call({ slackApiUrl, botToken }: Workspace, method: string): Promise<unknown> {
  const response = await fetch(`${slackApiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${botToken}` },
  });
  return recordOf({ reply: await response.json() }, 'reply');
}
