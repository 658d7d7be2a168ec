import { alertText, createAlert } from '../../src/alerts/alert.ts';

const DRAFT = { source: 'generic', status: 'firing', severity: 'high', name: 'DiskFull' } as const;

test('an alert without a fingerprint gets one of its source, name and labels, in any order of these', () => {
  const first = createAlert({ ...DRAFT, labels: { host: 'a', disk: 'b' } });
  expect(createAlert({ ...DRAFT, labels: { disk: 'b', host: 'a' } }).fingerprint).toBe(first.fingerprint);
  const others = [
    createAlert({ ...DRAFT, labels: { host: 'a' } }),
    createAlert({ ...DRAFT, source: 'other', labels: { host: 'a', disk: 'b' } }),
    createAlert({ ...DRAFT, name: 'DiskFuller', labels: { host: 'a', disk: 'b' } }),
  ];
  expect(new Set([first, ...others].map(({ fingerprint }) => fingerprint)).size).toBe(4);
});

test('status, summary and times do not change the fingerprint', () => {
  const resolved = createAlert({
    ...DRAFT,
    status: 'resolved',
    summary: 'x',
    endsAt: '2026-11-21T10:00:00.000Z',
  });
  expect(resolved.fingerprint).toBe(createAlert(DRAFT).fingerprint);
});

test('long labels that differ at their end have different fingerprints and are cut in the alert', () => {
  const [one, two] = ['1', '2'].map((end) =>
    createAlert({ ...DRAFT, labels: { query: 'x'.repeat(990) + 'y'.repeat(9) + end } }),
  );
  expect(one?.fingerprint).not.toBe(two?.fingerprint);
  expect(createAlert({ ...DRAFT, labels: { query: 'x'.repeat(5000) } }).labels.query).toHaveLength(1000);
});

test('only what has ended has an end', () => {
  const endsAt = '2026-11-21T10:00:00.000Z';
  expect(createAlert({ ...DRAFT, endsAt })).not.toHaveProperty('endsAt');
  expect(createAlert({ ...DRAFT, status: 'resolved', endsAt }).endsAt).toBe(endsAt);
});

test('links are web addresses, each once', () => {
  const url = 'https://a.example/1';
  const links = [url, url, 'javascript:alert(1)', '', undefined, 'https://a.example/<!channel>'].map(
    (link) => ({
      title: 'Source',
      url: link,
    }),
  );
  expect(createAlert({ ...DRAFT, links }).links).toEqual([{ title: 'Source', url }]);
});

test.each([
  ['https://runbooks.example.com/disk', true],
  ['knowledge/linux/disk-full.md#steps', true],
  ['linux/disk-full', true],
  ['javascript:alert(1)', false],
  ['see the wiki', false],
  ['', false],
])('the runbook %j is one: %s', (runbookUrl, isRunbook) => {
  expect(createAlert({ ...DRAFT, runbookUrl }).runbookUrl).toBe(isRunbook ? runbookUrl : undefined);
});

test('survives JSON unchanged', () => {
  const alert = createAlert({ ...DRAFT, labels: { host: 'a' }, groupKey: 'g' });
  expect(JSON.parse(JSON.stringify(alert))).toEqual(alert);
});

test('the text to triage has name, summary, description and the labels that say something', () => {
  const alert = createAlert({
    ...DRAFT,
    summary: 'Disk of web-3 is full',
    description: 'write failed: No space left on device',
    labels: {
      alertname: 'DiskFull',
      severity: 'high',
      host: 'web-3',
      device: '/dev/sda1',
      __uid__: 'x',
      pod_uid: 'y',
      prometheus: 'k8s',
    },
  });
  expect(alertText(alert)).toBe(
    'DiskFull\nDisk of web-3 is full\nwrite failed: No space left on device\ndevice: /dev/sda1',
  );
});

test('the text says nothing twice', () => {
  const summary = 'DiskFull on web-3';
  expect(alertText(createAlert({ ...DRAFT, name: summary, summary, description: 'DiskFull' }))).toBe(summary);
});
