import { readdirSync, readFileSync } from 'node:fs';
import { alertOfPost, POST_LABELS } from '../../../src/alerts/posts/alert-of-post.ts';
import { isFields } from '../../../src/slack/payload.ts';
import { pasteText, readMessage } from '../../../src/slack/reading/read-message.ts';
import { readPost } from '../../../src/slack/reading/read-post.ts';
import { asRecord } from '../../support/slack-workspace.ts';

const FOLDER = new URL('../../fixtures/slack-posts/', import.meta.url);
const NAMES = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));

function fixture(name: string): Record<string, unknown> {
  return asRecord(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')));
}

function readFixture(name: string) {
  const { message } = fixture(name);
  if (!isFields(message)) throw new Error(`${name} has no message`);
  const place = { channel: 'C0INCIDENTS', ts: '1795260000.000100', author: String(message.bot_id) };
  const post = readPost(message, { ...place, text: pasteText(readMessage(message).parts) });
  return { post, ...alertOfPost(post) };
}

describe('posts of other apps', () => {
  it('are here from nine systems at least', () => {
    const systems = [
      'alertmanager',
      'grafana',
      'datadog',
      'pagerduty',
      'sentry',
      'amazon-q',
      'github',
      'jenkins',
    ];
    for (const system of [...systems, 'opsgenie']) {
      expect(NAMES.filter((name) => name.startsWith(system))).not.toEqual([]);
    }
  });

  it.each(NAMES)('%s is read as its system means it', (name) => {
    const { contains, expect: wanted } = fixture(name);
    const { post, alert, status } = readFixture(name);
    const { labels, object, ...rest } = asRecord(wanted);
    const { runbookUrl } = alert;
    expect({ status, name: alert.name, severity: alert.severity, runbookUrl }).toMatchObject(rest);
    expect(alert.labels).toMatchObject(asRecord(labels));
    expect(alert.labels[POST_LABELS.object]).toBe(object);
    for (const part of Array.isArray(contains) ? contains : []) expect(post.text).toContain(part);
  });

  it.each([
    ['alertmanager-firing', 'alertmanager-resolved'],
    ['grafana-firing', 'grafana-resolved'],
    ['datadog-triggered', 'datadog-recovered'],
    ['pagerduty-triggered', 'pagerduty-resolved'],
    ['pagerduty-triggered', 'pagerduty-acknowledged'],
    ['opsgenie-created', 'opsgenie-closed'],
    ['sentry-new', 'sentry-resolved'],
    ['amazon-q-alarm', 'amazon-q-ok'],
    ['jenkins-failure', 'jenkins-back-to-normal'],
  ])('%s and %s are one alert', (first, second) => {
    expect(readFixture(second).alert.fingerprint).toBe(readFixture(first).alert.fingerprint);
  });

  it('of different alerts have different fingerprints', () => {
    const firing = NAMES.filter((name) => readFixture(name).alert.status === 'firing');
    const prints = firing.map((name) => readFixture(name).alert.fingerprint);
    // What says nothing of a status stands for itself, by its time, which is the same in all fixtures.
    const said = prints.filter((print) => !print.endsWith('1795260000.000100'));
    expect(new Set(said).size).toBe(said.length);
  });
});
