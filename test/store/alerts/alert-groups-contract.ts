import { randomUUID } from 'node:crypto';
import {
  addToStorm,
  claimSummary,
  endStorm,
  lockGroup,
  readGroup,
  recordSummary,
} from '../../../src/store/alerts/alert-groups.ts';
import { createAlertStore } from '../../../src/store/alerts/alert-store.ts';
import { coverByStorm, leaveStorm, readStormFigures } from '../../../src/store/alerts/alert-storms.ts';
import type { ContractDatabase } from '../contract.ts';

export function describeAlertGroups({ shared }: ContractDatabase): void {
  describe('alert groups', () => {
    const open = (groupKey: string) =>
      shared().transaction(async (transaction) => {
        const store = createAlertStore(shared(), { parseReport: () => report(groupKey) });
        await store.record(transaction, [{ report: report(groupKey) }]);
        return lockGroup(transaction, groupKey, 60);
      });
    const report = (groupKey: string) => ({
      source: 'generic',
      fingerprint: randomUUID(),
      status: 'firing' as const,
      severity: 'low',
      name: 'Any',
      labels: {},
      groupKey,
    });

    test('count the alerts that were opened lately, one process after another', async () => {
      const groupKey = randomUUID();
      const groups = await Promise.all(Array.from({ length: 6 }, () => open(groupKey)));
      expect(groups.map(({ openedLately }) => openedLately).sort()).toEqual([1, 2, 3, 4, 5, 6]);
      await shared().query(
        "UPDATE pasteur.alerts SET first_seen = first_seen - interval '61 seconds' WHERE group_key = $1",
        [groupKey],
      );
      expect((await open(groupKey)).openedLately).toBe(1);
    });

    test('hold one summary a storm', async () => {
      const groupKey = randomUUID();
      await open(groupKey);
      await shared().transaction((transaction) => addToStorm(transaction, groupKey, 7));
      await shared().transaction((transaction) => addToStorm(transaction, groupKey, 2));
      expect([await claimSummary(shared(), groupKey), await claimSummary(shared(), groupKey)]).toEqual([
        true,
        false,
      ]);
      await recordSummary(shared(), groupKey, 'C1', '3.4');
      expect(await readGroup(shared(), groupKey, 60)).toMatchObject({
        stormSince: expect.any(Date),
        stormCount: 9,
        summary: { state: 'posted', channel: 'C1', ts: '3.4' },
      });
      await endStorm(shared(), groupKey);
      expect(await readGroup(shared(), groupKey, 60)).toMatchObject({
        stormSince: undefined,
        stormCount: 0,
        summary: { state: 'none' },
      });
      expect(await readGroup(shared(), 'no such group', 60)).toBeUndefined();
    });

    test('let a storm stand for their alerts that have no message and are not critical', async () => {
      const groupKey = randomUUID();
      const store = createAlertStore(shared(), { parseReport: () => report(groupKey) });
      const reports = ['low', 'low', 'high', 'critical', 'low'].map((severity, index) => ({
        ...report(groupKey),
        severity,
        ...(index === 2 && { name: 'Other' }),
      }));
      const taken = await shared().transaction((transaction) =>
        store.record(
          transaction,
          reports.map((each) => ({ report: each })),
        ),
      );
      const [first = '', second = '', third = '', , posted = ''] = taken.map(({ id }) => id);
      await store.claimPost(posted, 'C1');
      const storm = { groupKey, since: await shared().now() };
      const cover = (most: number) =>
        shared().transaction((transaction) => coverByStorm(transaction, storm, { windowSeconds: 60, most }));
      const [begun, rest, none] = [await cover(2), await cover(10), await cover(10)];
      expect([begun.length, [...begun, ...rest].sort(), none]).toEqual([
        2,
        [first, second, third].sort(),
        [],
      ]);
      expect(await store.claimPost(first, 'C1')).toEqual({ state: 'covered' });
      expect(await readStormFigures(shared(), storm, 1)).toEqual({
        alerts: 3,
        firing: 3,
        names: 2,
        topNames: [{ name: 'Any', severity: 'low', alerts: 2 }],
      });
      await leaveStorm(shared(), first);
      expect(await store.claimPost(first, 'C1')).toEqual({ state: 'claimed' });
      expect((await readStormFigures(shared(), storm, 1)).alerts).toBe(2);
    });
  });
}
