import { createAlert } from '../../src/alerts/alert.ts';
import { type AlertRoom, startAlertRoom } from '../support/alert-room.ts';
import { fixtureBody } from '../support/alert-webhook.ts';
import { messageFaults } from '../support/slack-limits.ts';
import { asList, asRecord } from '../support/slack-workspace.ts';

let room: AlertRoom;
beforeAll(async () => {
  room = await startAlertRoom();
});
afterAll(() => room.close());

/** A firing alert that an entry knows. Each test has alerts of its own name. */
function alertOf(name: string, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    name,
    fingerprint: name,
    status: 'firing',
    severity: 'critical',
    summary: 'connect() failed (111: Connection refused) while connecting to upstream',
    labels: { host: 'edge-1', zone: 'b' },
    ...fields,
  };
}

const resolved = (name: string) => alertOf(name, { status: 'resolved' });

async function send(...bodies: readonly object[]): Promise<void> {
  for (const body of bodies) {
    expect(await room.send(body)).toBe(202);
    await room.shown();
  }
}

/** The one card of an alert and what is said below it. */
async function threadOf(
  name: string,
): Promise<{ card: Record<string, unknown>; said: string; replies: unknown[] }> {
  const [card = {}, ...others] = await room.cards(name);
  expect(others).toEqual([]);
  const replies = (await room.replies(card)).map(({ text }) => text);
  return { card, said: JSON.stringify(card.blocks), replies };
}

test('a firing alert is one card that says what it is, where, and what to do', async () => {
  await send(alertOf('UpstreamDown'));
  const { card, said, replies } = await threadOf('UpstreamDown');
  for (const part of [
    '🔴 Firing · UpstreamDown',
    'Severity critical',
    'edge-1',
    'zone: ',
    'systemctl start app',
  ]) {
    expect(said).toContain(part);
  }
  expect(card.text).toContain(
    'Known: nginx cannot connect to its upstream. First step: Look at the backend:',
  );
  expect(replies).toEqual([]);
});

test('a card says so when no entry knows the alert', async () => {
  await send(alertOf('Unknown', { summary: 'the moon is in the seventh house' }));
  expect((await threadOf('Unknown')).card.text).toContain('No entry knows this alert.');
});

test('repeats are counted on the card', async () => {
  await send(alertOf('Repeated'), alertOf('Repeated'), alertOf('Repeated'));
  const { said, replies } = await threadOf('Repeated');
  expect(said).toContain('Seen 3 times');
  expect(replies).toEqual([]);
});

test('a resolved alert turns its card and is told once in its thread', async () => {
  await send(alertOf('Resolved'), resolved('Resolved'), resolved('Resolved'));
  const { said, replies } = await threadOf('Resolved');
  expect(said).toContain('🟢 Resolved · Resolved');
  expect(replies).toEqual([expect.stringMatching(/^🟢 Resolved is resolved/)]);
});

test('an alert that fires again stays in its thread', async () => {
  await send(alertOf('Again'), resolved('Again'), alertOf('Again'));
  const { said, replies } = await threadOf('Again');
  expect(said).toContain('🔴 Firing · Again');
  expect(replies).toEqual([expect.stringContaining('is resolved'), '🔴 Again fires again.']);
});

test('an alert that flaps is told on its card only', async () => {
  const turns = [1, 2, 3, 4].flatMap(() => [alertOf('Flapping'), resolved('Flapping')]);
  await send(...turns);
  const { said, replies } = await threadOf('Flapping');
  expect(said).toContain('Flapping: ');
  expect(replies).toHaveLength(5);
});

test.each([
  ['429', [{ status: 429, headers: { 'retry-after': '1' } }]],
  ['500', [{ status: 500 }, { status: 503 }]],
  ['500 although it took the message', [{ status: 500, isDone: true }]],
  ['nothing at all', [{ status: 0 }]],
  ['nothing at all although it took the message', [{ status: 0, isDone: true }]],
])('a card is posted once when Slack answers %s', async (name, failures) => {
  room.slack.fail('chat.postMessage', ...failures);
  await send(alertOf(`Answered ${name}.`));
  expect((await threadOf(`Answered ${name}.`)).said).toContain('🔴 Firing');
});

test('a turn is told once when Slack took the reply and gave no answer', async () => {
  await send(alertOf('LostReply'));
  room.slack.fail('chat.postMessage', { status: 0, isDone: true });
  await send(resolved('LostReply'));
  expect((await threadOf('LostReply')).replies).toHaveLength(1);
});

test('a delivery that comes twice changes nothing', async () => {
  const body = JSON.parse(fixtureBody('pagerduty/firing').toString());
  const name = String(asRecord(asRecord(body.event).data).title);
  for (const _time of [1, 2]) expect(await room.send(body, 'pagerduty')).toBe(202);
  await room.shown();
  expect((await threadOf(name)).said).not.toContain('Seen');
});

test('alerts that were accepted by a process that died are posted once by the next', async () => {
  await room.stop();
  await room.acceptAndDie(
    createAlert({ source: 'generic', fingerprint: 'd', status: 'firing', severity: 'low', name: 'Died' }),
  );
  await room.start();
  await room.shown();
  expect((await threadOf('Died')).said).toContain('🔴 Firing · Died');
});

test('a card that the dead process posted without a record of it is not posted again', async () => {
  room.slack.fail('chat.postMessage', { status: 500, isDone: true });
  room.slack.fail('conversations.history', ...Array.from({ length: 3 }, () => ({ status: 500 })));
  await room.send(alertOf('HalfPosted'));
  await room.slack.next('conversations.history');
  await room.stop();
  await room.start();
  await room.shown();
  expect((await threadOf('HalfPosted')).said).toContain('🔴 Firing');
});

test('alerts of one body have one card each', async () => {
  const body = ['One', 'Two', 'Three'].map((name) => alertOf(`Body${name}`));
  expect(await room.send(body)).toBe(202);
  await room.shown();
  expect(await room.cards('BodyOne')).toHaveLength(1);
  expect(await room.cards(' · Body')).toHaveLength(3);
});

test('nothing in an alert can ping, link or break the limits', async () => {
  const hostile = `Hostile <!channel> <@U000000001> <https://evil.example|click> ${'x'.repeat(2000)}`;
  const labels = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`l${index} ${hostile}`, hostile]),
  );
  await send(
    alertOf(hostile, { fingerprint: 'h', summary: hostile, description: `${hostile}\n${hostile}`, labels }),
  );
  const call = room.slack.calls('chat.postMessage').at(-1);
  const blocks = asList(call?.args.blocks);
  expect(blocks.length).toBeGreaterThan(3);
  expect(
    messageFaults({ text: String(call?.args.text), blocks: JSON.parse(JSON.stringify(blocks)) }),
  ).toEqual([]);
  expect(JSON.stringify(blocks)).not.toMatch(/"type":"(?:mrkdwn|user|broadcast|link)"/);
});

test('a storm of a group is one summary, kept up to date, and holds nothing critical back', async () => {
  const storm = (status: string) =>
    Array.from({ length: 30 }, (_, index) =>
      alertOf('StormyDisk', {
        fingerprint: `disk-${index}`,
        severity: index === 7 ? 'critical' : 'low',
        status,
        groupKey: 'disks',
      }),
    );
  await send(storm('firing'));
  expect((await room.cards('🔴 Firing · StormyDisk')).length).toBe(1);
  const [summary, ...others] = await room.cards('alerts at once');
  expect(others).toEqual([]);
  expect(summary?.text).toBe('🔴 29 alerts at once · 29 firing, 0 resolved: 29 × StormyDisk (low)');
  await send(storm('resolved').slice(0, 5));
  const [after, ...more] = await room.cards('alerts at once');
  expect(more).toEqual([]);
  expect(after?.text).toContain('29 alerts at once · 24 firing, 5 resolved');
});

test('an alert that becomes critical in a storm leaves its summary for a card of its own', async () => {
  const flood = Array.from({ length: 15 }, (_, index) =>
    alertOf('Flood', { fingerprint: `flood-${index}`, severity: 'low', groupKey: 'floods' }),
  );
  await send(flood, alertOf('Flood', { fingerprint: 'flood-3', groupKey: 'floods' }));
  expect(await room.cards('🔴 Firing · Flood')).toHaveLength(1);
  expect((await room.cards('alerts at once')).at(-1)?.text).toBe(
    '🔴 14 alerts at once · 14 firing, 0 resolved: 14 × Flood (low)',
  );
});

test('a storm of any size is one summary', async () => {
  await send(
    Array.from({ length: 1200 }, (_, index) => ({
      name: `Deluge ${index % 12}`,
      fingerprint: `deluge-${index}`,
      status: 'firing',
      severity: 'low',
      groupKey: 'deluge',
    })),
  );
  const summary = (await room.cards('Group deluge')).map(({ blocks }) => JSON.stringify(blocks));
  expect(summary).toEqual([expect.stringContaining('1200 alerts at once · 1200 firing')]);
  expect(summary[0]).toContain('2 more names');
  expect(await room.cards(' · Deluge')).toEqual([]);
});

test('alerts of a storm that end together take few jobs', async () => {
  const gust = (status: string) =>
    Array.from({ length: 300 }, (_, index) =>
      alertOf('Gust', { fingerprint: `gust-${index}`, severity: 'low', groupKey: 'gusts', status }),
    );
  await send(gust('firing'));
  const edits = room.slack.calls('chat.update').length;
  await send(gust('resolved'));
  const [summary] = await room.cards('Group gusts');
  expect(summary?.text).toContain('300 alerts at once · 0 firing, 300 resolved');
  expect(room.slack.calls('chat.update').length - edits).toBeLessThan(4);
});

test('alerts of different groups are no storm', async () => {
  await send(
    Array.from({ length: 12 }, (_, index) =>
      alertOf(`Calm${index}.`, { severity: 'low', groupKey: `calm-${index}` }),
    ),
  );
  expect(await room.cards(' · Calm')).toHaveLength(12);
});
