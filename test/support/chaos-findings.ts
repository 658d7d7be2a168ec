import type { ShownAlerts } from './alert-fleet-shown.ts';
import type { ChaosAlert } from './chaos-alerts.ts';

/**
 * Compares what was accepted with what Slack shows, in one sentence a fault: none when each alert is there once, as a
 * card or in the summary of its storm, and all that was said stands in its own thread.
 */
export function chaosFaults(accepted: readonly ChaosAlert[], { cards, storms }: ShownAlerts): string[] {
  const faults: string[] = [];
  const names = new Map<string, typeof cards>();
  for (const card of cards) {
    const name = /Chaos \d+\./.exec(card.title)?.[0] ?? card.title;
    names.set(name, [...(names.get(name) ?? []), card]);
  }
  const known = new Set(accepted.map(({ name }) => name));
  for (const name of names.keys()) if (!known.has(name)) faults.push(`${name} was never accepted`);
  const unshown = new Map<string, number>();
  for (const { name, groupKey, severity, resolves } of accepted) {
    const [card, ...others] = names.get(name) ?? [];
    if (others.length > 0) faults.push(`${name} has ${others.length + 1} cards`);
    if (card === undefined) {
      if (severity === 'critical' || !groupKey.startsWith('storm'))
        faults.push(`${name} has no card: it is lost`);
      unshown.set(groupKey, (unshown.get(groupKey) ?? 0) + 1);
      continue;
    }
    if (card.title.includes('Resolved') !== resolves) faults.push(`${name} ends as "${card.title}"`);
    const expected = resolves ? 1 : 0;
    if (card.replies.length !== expected)
      faults.push(`${name} has ${card.replies.length} replies in place of ${expected}`);
    for (const reply of card.replies) {
      if (reply.alert !== card.alert || !reply.text.includes(name))
        faults.push(`the thread of ${name} has a reply of another alert: ${reply.text}`);
    }
  }
  const keys = new Set(storms.map(({ key }) => key));
  if (keys.size < storms.length) faults.push(`${storms.length - keys.size} summaries are there twice`);
  for (const group of new Set([...unshown.keys(), ...storms.map(({ groupKey }) => groupKey)])) {
    const covered = storms
      .filter(({ groupKey }) => groupKey === group)
      .reduce((sum, { alerts }) => sum + alerts, 0);
    const missing = unshown.get(group) ?? 0;
    if (covered !== missing && group.startsWith('storm'))
      faults.push(`${missing} alerts of ${group} have no card, and its summaries stand for ${covered}`);
  }
  return faults;
}
