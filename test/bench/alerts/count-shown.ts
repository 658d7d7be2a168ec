import type { ShownAlerts } from '../../support/alert-fleet-shown.ts';

export interface ShownCounts {
  /** Accepted alerts that have a thread of their own or are covered by the summary of their storm. */
  readonly inSlack: number;
  /** Accepted alerts that are neither. */
  readonly lost: number;
  /** Alerts that are shown more often than once: a second card, or a summary that counts more than there are. */
  readonly doubled: number;
  readonly cards: number;
  readonly summaries: number;
}

/** Compares what was accepted of each group with what Slack shows of it. */
export function countShown(
  acceptedByGroup: ReadonlyMap<string, number>,
  { cards, storms }: ShownAlerts,
): ShownCounts {
  const names = cards.map(({ title }) => /Alert \d+ of (bench-\d+)\./.exec(title));
  const distinct = new Map(names.map((found) => [found?.[0], found?.[1]]));
  let doubled = names.length - distinct.size;
  let inSlack = 0;
  for (const [group, accepted] of acceptedByGroup) {
    const own = [...distinct.values()].filter((of) => of === group).length;
    const covered = storms
      .filter(({ groupKey }) => groupKey === group)
      .reduce((sum, { alerts }) => sum + alerts, 0);
    inSlack += Math.min(accepted, own + covered);
    doubled += Math.max(0, own + covered - accepted);
  }
  const accepted = [...acceptedByGroup.values()].reduce((sum, count) => sum + count, 0);
  return { inSlack, lost: accepted - inSlack, doubled, cards: cards.length, summaries: storms.length };
}
