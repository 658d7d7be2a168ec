import { randomUUID } from 'node:crypto';
import type { AlertReport } from '../../../src/store/alerts/alert-record.ts';
import { createAlertStore } from '../../../src/store/alerts/alert-store.ts';
import type { ContractDatabase } from '../contract.ts';

type Report = AlertReport & { readonly summary?: string };

const START = '2026-11-20T10:00:00.000Z';
const LATER = '2026-11-20T11:00:00.000Z';

export function describeAlertStore({ shared }: ContractDatabase): void {
  describe('alerts', () => {
    // Reports come back as they were handed in, so the test may trust them.
    const store = () => createAlertStore<Report>(shared(), { parseReport: (report) => report as Report });
    const firing = (fingerprint: string, more: Partial<Report> = {}): Report => ({
      source: 'alertmanager',
      fingerprint,
      status: 'firing',
      severity: 'high',
      name: 'DiskFull',
      labels: { host: 'a' },
      startsAt: START,
      ...more,
    });
    const take = async (...reports: readonly Report[]) => {
      const intakes = await shared().transaction((transaction) =>
        store().record(
          transaction,
          reports.map((report) => ({ report })),
        ),
      );
      return intakes.map(({ change }) => change);
    };
    const takeIn = async (report: Report, channel?: string) => {
      const [intake] = await shared().transaction((transaction) =>
        store().record(transaction, [{ report, channel }]),
      );
      return intake?.id ?? '';
    };

    test('are new, repeated, resolved and reopened in one row', async () => {
      const fingerprint = randomUUID();
      const changes = [
        ...(await take(firing(fingerprint))),
        ...(await take(firing(fingerprint, { severity: 'critical' }))),
        ...(await take(firing(fingerprint, { status: 'resolved' }))),
        ...(await take(firing(fingerprint, { status: 'resolved' }))),
        ...(await take(firing(fingerprint, { startsAt: LATER }))),
        // A late one about the first stretch.
        ...(await take(firing(fingerprint, { status: 'resolved' }))),
      ];
      expect(changes).toEqual(['new', 'repeat', 'resolved', 'stale', 'reopened', 'stale']);
      const id = await takeIn(firing(fingerprint, { startsAt: LATER, summary: 'last' }));
      expect(await store().get(id)).toMatchObject({
        id,
        report: firing(fingerprint, { startsAt: LATER, summary: 'last' }),
        status: 'firing',
        startsAt: new Date(LATER),
        count: 4,
        reopenedCount: 1,
        resolvedAt: undefined,
        messageState: 'none',
      });
      expect(await store().reopenings(shared(), id, 60)).toBe(1);
    });

    test('keep their order within one body', async () => {
      const fingerprint = randomUUID();
      expect(
        await take(
          firing(fingerprint),
          firing(fingerprint, { status: 'acknowledged' }),
          firing(fingerprint),
          firing(fingerprint, { status: 'resolved' }),
          firing(fingerprint, { startsAt: LATER }),
        ),
      ).toEqual(['new', 'acknowledged', 'repeat', 'resolved', 'reopened']);
      expect(await store().list({ status: 'firing', limit: 1 })).toMatchObject([
        { report: { fingerprint }, count: 3, reopenedCount: 1 },
      ]);
    });

    test('get a row of their own when they come back after the reopening time', async () => {
      const fingerprint = randomUUID();
      const id = await takeIn(firing(fingerprint));
      await take(firing(fingerprint, { status: 'resolved' }));
      await shared().query(
        "UPDATE pasteur.alerts SET resolved_at = now() - interval '31 minutes' WHERE id = $1",
        [id],
      );
      expect(await take(firing(fingerprint, { startsAt: LATER }))).toEqual(['new']);
      expect(await take(firing(fingerprint, { startsAt: LATER }))).toEqual(['repeat']);
    });

    test('are told apart by source and fingerprint, and take a start that is missing, zero or unreadable', async () => {
      const fingerprint = randomUUID();
      expect(await take(firing(fingerprint, { startsAt: undefined }))).toEqual(['new']);
      expect(await take(firing(fingerprint, { startsAt: '0001-01-01T00:00:00Z' }))).toEqual(['repeat']);
      expect(await take(firing(fingerprint, { source: 'grafana', startsAt: 'yesterday' }))).toEqual(['new']);
    });

    test('take texts that the database cannot hold', async () => {
      const fingerprint = `${randomUUID()}\0\uDC00`;
      const report = firing(fingerprint, { name: 'a\0', labels: { 'b\0': '\uD800' }, groupKey: 'g\0' });
      expect(await take(report, report)).toEqual(['new', 'repeat']);
      expect(await take(report)).toEqual(['repeat']);
    });

    test('are counted rightly when many senders report them at once, in any order', async () => {
      const fingerprints = Array.from({ length: 10 }, () => randomUUID());
      const changes = await Promise.all(
        Array.from({ length: 12 }, (_, sender) =>
          take(...(sender % 2 === 0 ? fingerprints : fingerprints.toReversed()).map((name) => firing(name))),
        ),
      );
      expect(changes.flat().filter((change) => change === 'new')).toHaveLength(10);
      const id = await takeIn(firing(fingerprints[0] ?? ''));
      expect(await store().get(id)).toMatchObject({ count: 13 });
    });

    test('are taken in by the thousand in one body', async () => {
      const reports = Array.from({ length: 3000 }, () => firing(randomUUID()));
      const changes = await take(...reports);
      expect(changes.every((change) => change === 'new')).toBe(true);
    });

    test('are posted by one claim; a cut-off one is uncertain, a posted one known', async () => {
      const id = await takeIn(firing(randomUUID()));
      const claims = await Promise.all([store().claimPost(id, 'C1'), store().claimPost(id, 'C1')]);
      expect(claims.map((claim) => claim?.state).sort()).toEqual(['claimed', 'uncertain']);
      await store().releasePost(id);
      expect(await store().claimPost(id, 'C1')).toEqual({ state: 'claimed' });
      await store().recordPosted(shared(), id, 'C1', '1.5');
      expect(await store().claimPost(id, 'C2')).toEqual({ state: 'posted', channel: 'C1', cardTs: '1.5' });
      expect(await store().byThread('C1', '1.5')).toMatchObject({ id, messageState: 'posted' });
      expect(await store().claimPost(randomUUID(), 'C1')).toBeUndefined();
    });

    test('are dead when given up, until somebody posts them', async () => {
      const before = await store().counts();
      const id = await takeIn(firing(randomUUID()));
      expect((await store().counts()).unposted).toBe(before.unposted + 1);
      await store().markDead(shared(), id, 'channel_not_found');
      expect(await store().dead(1)).toMatchObject([{ id, messageFault: 'channel_not_found' }]);
      expect(await store().counts()).toMatchObject({ dead: before.dead + 1, unposted: before.unposted });
      expect(await store().claimPost(id, 'C1')).toEqual({ state: 'claimed' });
    });

    test('are found by channel, the newest first, without resolved ones', async () => {
      const channel = randomUUID();
      const first = await takeIn(firing(randomUUID()), channel);
      const second = await takeIn(firing(randomUUID()), channel);
      const fingerprint = randomUUID();
      await takeIn(firing(fingerprint), channel);
      await takeIn(firing(fingerprint, { status: 'resolved' }), channel);
      expect((await store().newestFiring(channel)).map(({ id }) => id)).toEqual([second, first]);
      expect((await store().newestFiring(channel, 1)).map(({ id }) => id)).toEqual([second]);
      expect((await store().newestFiring(undefined, 2)).map(({ id }) => id)).toEqual([second, first]);
      await store().setEntry(second, 'linux/disk-full');
      expect(await store().list({ channel, status: 'firing' })).toMatchObject([
        { entry: 'linux/disk-full' },
        { id: first },
      ]);
    });
  });
}
