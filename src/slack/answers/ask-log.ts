import { type Ask, type AskedGap, type AskLog, CORRECTION_ROAD, type DayFigures } from '../../store/asks.ts';

/** Asks of a process without a database; enough for a week of a small team. */
const CAPACITY = 5000;
const DAY_MS = 24 * 60 * 60 * 1000;

type Kept = Ask & { readonly at: number; readonly keepUntil: number };

/** A log for one process, for the local workspace and for tests. `now` is in milliseconds since 1970. */
export function createMemoryAskLog(now: () => number, capacity: number = CAPACITY): AskLog {
  let kept: Kept[] = [];
  const ofTeam = (team: string | undefined) =>
    kept.filter((ask) => (team === undefined || ask.team === team) && ask.keepUntil > now());
  return {
    record: async (ask, keepDays) => {
      const at = now();
      kept = kept.filter((older) => older.at > at - keepDays * DAY_MS);
      kept.push({ ...ask, at, keepUntil: at + keepDays * DAY_MS });
      if (kept.length > capacity) kept = kept.slice(-capacity);
    },
    gaps: async (team, reader) =>
      gapsOf(
        ofTeam(team).filter(({ verdict }) => verdict === 'unmatched'),
        ({ channel, asker }) => (channel !== undefined && reader?.isGuest !== true) || asker === reader?.user,
      ),
    mostAsked: async (team, limit) => {
      const counts = new Map<string, number>();
      for (const { entry, at } of ofTeam(team)) {
        if (entry !== undefined && at > now() - 7 * DAY_MS) counts.set(entry, (counts.get(entry) ?? 0) + 1);
      }
      return [...counts]
        .map(([entry, count]) => ({ entry, count }))
        .sort((one, other) => other.count - one.count || (one.entry < other.entry ? -1 : 1))
        .slice(0, limit);
    },
    week: async (team) => weekOf(ofTeam(team), now()),
    forget: async (team, asker) => {
      const before = kept.length;
      kept = kept.filter((ask) => ask.team !== team || ask.asker !== asker);
      return before - kept.length;
    },
  };
}

function weekOf(asks: readonly Kept[], now: number): readonly DayFigures[] {
  const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
  return [6, 5, 4, 3, 2, 1, 0].map((back) => {
    const day = dayOf(now - back * DAY_MS);
    const verdicts = asks
      .filter(({ at, road }) => dayOf(at) === day && road !== CORRECTION_ROAD)
      .map(({ verdict }) => verdict);
    const count = (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length;
    return {
      day,
      matched: count('matched'),
      similar: count('similar'),
      unmatched: count('unmatched'),
      alerts: undefined,
    };
  });
}

function gapsOf(asks: readonly Kept[], isOpen: (ask: Kept) => boolean): readonly AskedGap[] {
  const groups = new Map<string, Kept[]>();
  for (const ask of asks) {
    const key = `${isOpen(ask)} ${ask.template}`;
    groups.set(key, [...(groups.get(key) ?? []), ask]);
  }
  return [...groups.values()].map((same) => ({
    template: same[0]?.template ?? '',
    isOpen: same.every(isOpen),
    count: same.length,
    firstSeen: new Date(same[0]?.at ?? 0).toISOString(),
    lastSeen: new Date(same.at(-1)?.at ?? 0).toISOString(),
    example: same.find((ask) => isOpen(ask) && ask.text !== undefined)?.text,
    channels: [...new Set(same.flatMap(({ channel }) => channel ?? []))].sort(),
  }));
}
