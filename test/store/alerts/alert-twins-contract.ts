import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AlertRecord, POST_SOURCE } from '../../../src/store/alerts/alert-record.ts';
import { createAlertStore } from '../../../src/store/alerts/alert-store.ts';
import { foldAlert, lockTwins, type TwinNames } from '../../../src/store/alerts/alert-twins.ts';
import type { ContractDatabase } from '../contract.ts';

const REPORT = z.object({
  source: z.string(),
  fingerprint: z.string(),
  status: z.enum(['firing', 'acknowledged', 'resolved']),
  severity: z.string(),
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  startsAt: z.string().exactOptional(),
});
type Report = z.output<typeof REPORT>;

/** Reports of two roads about one alert: one road is a post in Slack. */
export function describeAlertTwins({ shared }: ContractDatabase): void {
  describe('alerts that two roads tell of', () => {
    const parseReport = (value: unknown) => REPORT.parse(value);
    const store = () => createAlertStore<Report>(shared(), { parseReport });
    const report = (source: string, name: string, fields: Partial<Report> = {}): Report => ({
      source,
      fingerprint: name,
      status: 'firing',
      severity: 'high',
      name,
      labels: { from: source },
      ...fields,
    });
    const record = (told: Report) =>
      shared().transaction(async (transaction) => {
        const channel = told.source === POST_SOURCE ? 'C1' : undefined;
        const [intake] = await store().record(transaction, [{ report: told, channel }]);
        if (intake === undefined) throw new Error('nothing was taken in');
        return intake;
      });
    const read = async (id: string) => {
      const found = await store().get(id);
      if (found === undefined) throw new Error(`no alert ${id}`);
      return found;
    };
    const NAMES: TwinNames = { fingerprints: [], label: 'object', values: [] };
    const twins = (of: AlertRecord<Report>, names = NAMES) =>
      shared().transaction(async (transaction) =>
        (await lockTwins(transaction, of, names, parseReport)).map(({ id }) => id),
      );
    const pair = async () => {
      const name = randomUUID();
      const post = await read((await record(report(POST_SOURCE, name))).id);
      const hook = await read(
        (await record(report('generic', name, { startsAt: '2026-11-21T10:00:00Z' }))).id,
      );
      return { name, post, hook };
    };

    test('are found by name, fingerprint or label, unresolved, by the other kind of road', async () => {
      const { name, post, hook } = await pair();
      expect([await twins(post), await twins(hook)]).toEqual([[hook.id], [post.id]]);
      const other = await read(
        (await record(report('generic', randomUUID(), { fingerprint: `id ${name}` }))).id,
      );
      expect(await twins(post, { ...NAMES, fingerprints: [`id ${name}`] })).toEqual([hook.id, other.id]);
      expect(await twins(other, { ...NAMES, label: 'from', values: ['nothing'] })).toEqual([]);
      await record(report('generic', name, { status: 'resolved' }));
      expect(await twins(post)).toEqual([]);
    });

    test('are not found when they were told of at other times', async () => {
      const { post, hook } = await pair();
      await shared().query(
        "UPDATE pasteur.alerts SET first_seen = now() - interval '1 hour', last_seen = now() - interval '1 hour' WHERE id = $1",
        [hook.id],
      );
      expect(await twins(post)).toEqual([]);
    });

    test('are one after folding: either road turns it, and only its own counts', async () => {
      const { name, post, hook } = await pair();
      await shared().transaction((transaction) => foldAlert(transaction, post, hook, hook));
      expect(await store().get(hook.id)).toBeUndefined();
      expect(await read(post.id)).toMatchObject({
        source: POST_SOURCE,
        report: { source: 'generic' },
        count: 1,
      });
      expect(await record(report('generic', name, { startsAt: '2026-11-21T10:00:00Z' }))).toMatchObject({
        id: post.id,
        change: 'repeat',
        postChannel: 'C1',
      });
      expect((await read(post.id)).count).toBe(1);
      await record(report(POST_SOURCE, name));
      // What a post says does not take the place of the fuller report.
      expect(await read(post.id)).toMatchObject({ report: { source: 'generic' }, count: 2 });
      const end = report('generic', name, { status: 'resolved', startsAt: '2026-11-21T10:00:00Z' });
      expect(await record(end)).toMatchObject({ id: post.id, change: 'resolved' });
      expect(await record(report(POST_SOURCE, name, { status: 'resolved' }))).toMatchObject({
        change: 'stale',
      });
      expect(await record(report(POST_SOURCE, name))).toMatchObject({ id: post.id, change: 'reopened' });
    });

    test('reports of both at once are taken one after another', async () => {
      const { name, post, hook } = await pair();
      await shared().transaction((transaction) => foldAlert(transaction, post, hook, hook));
      const end = { status: 'resolved' as const, startsAt: '2026-11-21T10:00:00Z' };
      const ends = [report('generic', name, end), report(POST_SOURCE, name, { status: 'resolved' })];
      const changes = (await Promise.all(ends.map(record))).map(({ change }) => change);
      expect(changes.sort()).toEqual(['resolved', 'stale']);
    });
  });
}
