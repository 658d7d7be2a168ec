import fc from 'fast-check';
import { type Alert, createAlert } from '../../src/alerts/alert.ts';
import { alertOfPost } from '../../src/alerts/posts/alert-of-post.ts';
import type { ChannelPost } from '../../src/alerts/posts/channel-post.ts';
import { coversAlert, isSameAlert } from '../../src/alerts/posts/same-alert.ts';
import { isFields } from '../../src/slack/payload.ts';
import { pasteText, readMessage } from '../../src/slack/reading/read-message.ts';
import { readPost } from '../../src/slack/reading/read-post.ts';

function post(fields: Partial<ChannelPost>): ChannelPost {
  const title = fields.title ?? '';
  const rest = { text: title, links: [], fields: {}, colors: [], ...fields };
  return { channel: 'C0INCIDENTS', ts: '1.2', author: 'B0MONITOR', ...rest, title };
}

const alertOf = (fields: Partial<ChannelPost>) => alertOfPost(post(fields)).alert;
const link = (url: string) => [{ title: '', url }];

function told(fields: Partial<Alert> = {}): Alert {
  return createAlert({
    source: 'alertmanager',
    fingerprint: 'f1',
    status: 'firing',
    severity: 'critical',
    name: 'DiskFull',
    labels: { alertname: 'DiskFull', instance: 'db-1', env: 'prod', severity: 'critical' },
    ...fields,
  });
}

describe('the status of a post', () => {
  it.each([
    ['[FIRING:2] DiskFull', 'firing'],
    ['[FIRING:1, RESOLVED:1] DiskFull', 'firing'],
    ['[RESOLVED] DiskFull', 'resolved'],
    [':red_circle: [No Data] Latency', 'firing'],
    ['[OK] Latency', 'resolved'],
    ['Re-Triggered: CPU is high', 'firing'],
    ['Warn: CPU is high', 'firing'],
    ['Recovered: CPU is high', 'resolved'],
    ['Acknowledged [#12] CPU is high', 'acknowledged'],
    ['Backup of db-1 failed', 'firing'],
    ['shop - #3 Back to normal', 'resolved'],
    ['Deploy of shop finished', 'unsaid'],
    ['Up to date', 'unsaid'],
    ['OK then, who is around?', 'unsaid'],
  ])('%s is %s', (title, status) => {
    expect(alertOfPost(post({ title })).status).toBe(status);
  });

  it('is that of a field, where the title has none', () => {
    expect(
      alertOfPost(post({ title: 'CPU', fields: { 'State Change': 'x', State: 'OK → ALARM' } })).status,
    ).toBe('firing');
  });

  it('is no more than a guess from a colour', () => {
    const { status, alert } = alertOfPost(post({ title: 'Nightly report', colors: ['36a64f'] }));
    expect([status, alert.status]).toEqual(['unsaid', 'resolved']);
  });
});

describe('a post and another road tell of one alert', () => {
  it.each([
    ['the words of its labels', alertOf({ title: '[FIRING:1] DiskFull (db-1 prod critical)' }), told()],
    ['a listed label', alertOf({ title: '[FIRING:1] DiskFull', text: ' - instance = db-1' }), told()],
    [
      'the same incident',
      alertOf({ title: 'Triggered: other words', links: link('https://a.pagerduty.com/incidents/Q0ONE11') }),
      told({ source: 'pagerduty', fingerprint: 'Q0ONE11', labels: {} }),
    ],
    [
      'the same issue',
      alertOf({ title: 'x', links: link('https://a.sentry.io/issues/4509/?referrer=slack') }),
      told({ source: 'sentry', fingerprint: 'issue:4509', labels: {} }),
    ],
    [
      'the same group of a monitor',
      alertOf({ title: 'Triggered: x', links: link('https://app.datadoghq.eu/monitors/7?group=host%3Aa') }),
      told({ source: 'datadog', fingerprint: '7:host:a', labels: {} }),
    ],
  ])('by %s', (_what, posted, other) => {
    expect(isSameAlert(posted, other)).toBe(true);
  });

  it.each([
    ['its name alone', alertOf({ title: '[FIRING:1] DiskFull' }), told()],
    ['its severity alone', alertOf({ title: '[FIRING:1] DiskFull (critical)' }), told()],
    ['one label that differs', alertOf({ title: '[FIRING:1] DiskFull (db-2 prod)' }), told()],
    [
      'a listed label that differs',
      alertOf({ title: '[FIRING:1] DiskFull (prod)', text: ' - instance = x' }),
      told(),
    ],
    ['several alerts at once', alertOf({ title: '[FIRING:2] DiskFull (db-1 prod)' }), told()],
    ['another name', alertOf({ title: '[FIRING:1] DiskFailed (db-1 prod)' }), told()],
    [
      'another incident of the same system',
      alertOf({
        title: '[FIRING:1] DiskFull (db-1)',
        links: link('https://a.pagerduty.com/incidents/Q0TWO22'),
      }),
      told({ source: 'pagerduty', fingerprint: 'Q0ONE11' }),
    ],
    [
      'another group of a monitor',
      alertOf({ title: 'Triggered: x', links: link('https://app.datadoghq.eu/monitors/7?group=host%3Ab') }),
      told({ source: 'datadog', fingerprint: '7:host:a', labels: {} }),
    ],
  ])('but not by %s', (_what, posted, other) => {
    expect(isSameAlert(posted, other)).toBe(false);
  });

  it('and one about several covers those that it may mean', () => {
    const several = alertOf({ title: '[FIRING:2] DiskFull (prod)' });
    expect(coversAlert(several, told())).toBe(true);
    expect(coversAlert(several, told({ labels: { env: 'test' } }))).toBe(false);
  });
});

describe('reading posts', () => {
  const read = (message: Record<string, unknown>) =>
    alertOfPost(
      readPost(message, {
        channel: 'C1',
        ts: '1.2',
        author: 'B1',
        text: pasteText(readMessage(message).parts),
      }),
    );

  it('never fails, whatever an app sends', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.constantFrom('[FIRING:1] A (b)', '<http://a|b>', '*x*: y', '\ud800'),
    );
    const key = fc.constantFrom(
      'text',
      'blocks',
      'attachments',
      'fields',
      'title',
      'value',
      'type',
      'color',
      'url',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        texts,
        fc.array(tie('tree'), { maxLength: 3 }),
        tie('object'),
        fc.constant(null),
      ),
      object: fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
    }));
    fc.assert(
      fc.property(tree, (message) => {
        if (isFields(message)) expect(read(message).alert.fingerprint).not.toBe('');
      }),
    );
  });

  it('takes no longer than a moment for hostile texts', () => {
    for (const part of ['*a ', '<http:a|', ' ', '- a:', '[', 'state ', '_ ~*', '(']) {
      expect(read({ text: part.repeat(400_000 / part.length) }).alert.description.length).toBeLessThan(
        20_001,
      );
    }
  });

  it('keeps the start and the end of a log file', () => {
    const text = `first line\n${'x'.repeat(100_000)}\nlast line`;
    const { alert } = read({ text });
    expect(alert.description).toMatch(/^first line[\s\S]*last line$/);
  });
});
