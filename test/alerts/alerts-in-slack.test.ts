import { type AlertRoom, startAlertRoom } from '../support/alert-room.ts';

const FIRING = {
  name: 'NginxUpstreamDown',
  fingerprint: 'edge-1',
  status: 'firing',
  severity: 'critical',
  summary: 'connect() failed (111: Connection refused) while connecting to upstream',
  labels: { host: 'edge-1', zone: 'b' },
};
const RESOLVED = { ...FIRING, status: 'resolved' };

describe('an alert that comes by webhook', () => {
  let room: AlertRoom;
  beforeEach(async () => {
    room = await startAlertRoom();
  });
  afterEach(() => room.close());

  const settle = () => room.restart();

  it('is one card that says what it is, where, and what to do', async () => {
    expect(await room.send(FIRING)).toBe(202);
    await room.slack.next('chat.postMessage');
    await settle();
    const [card, ...others] = await room.cards();
    expect(others).toEqual([]);
    const said = JSON.stringify(card);
    for (const part of [
      '🔴 Firing · NginxUpstreamDown',
      'Severity critical',
      'edge-1',
      'zone: ',
      'systemctl start app',
    ]) {
      expect(said).toContain(part);
    }
    expect(await room.replies(card)).toEqual([]);
  });

  it('says so when no entry knows it', async () => {
    await room.send({ ...FIRING, summary: 'the moon is in the seventh house' });
    const { args } = await room.slack.next('chat.postMessage');
    expect(args.text).toContain('No entry knows this alert.');
  });

  it('is counted on its card when it is repeated', async () => {
    await room.send(FIRING);
    await room.slack.next('chat.postMessage');
    await room.send(FIRING);
    const { args } = await room.slack.next('chat.update');
    expect(JSON.stringify(args.blocks)).toContain('Seen 2 times');
    await settle();
    expect(await room.cards()).toHaveLength(1);
  });

  it('turns its card and is told once in its thread when it is resolved', async () => {
    await room.send(FIRING);
    await room.slack.next('chat.postMessage');
    await room.send(RESOLVED);
    await room.slack.next('chat.update');
    await room.slack.next('chat.postMessage');
    await room.send(RESOLVED);
    await settle();
    const [card, ...others] = await room.cards();
    expect(others).toEqual([]);
    expect(JSON.stringify(card?.blocks)).toContain('🟢 Resolved · NginxUpstreamDown');
    expect((await room.replies(card)).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^🟢 NginxUpstreamDown is resolved/),
    ]);
  });

  it('fires again in the same thread', async () => {
    await room.send(FIRING);
    await room.slack.next('chat.postMessage');
    await room.send(RESOLVED);
    await room.slack.next('chat.postMessage');
    await room.send(FIRING);
    await room.slack.next('chat.postMessage');
    await settle();
    const cards = await room.cards();
    expect(cards).toHaveLength(1);
    expect((await room.replies(cards[0])).map(({ text }) => text)).toEqual([
      expect.stringContaining('is resolved'),
      '🔴 NginxUpstreamDown fires again.',
    ]);
  });

  it.each([
    ['429', [{ status: 429, headers: { 'retry-after': '1' } }]],
    ['500', [{ status: 500 }, { status: 503 }]],
    ['500 although it took the message', [{ status: 500, isDone: true }]],
  ])('is posted once when Slack answers %s', async (_name, failures) => {
    room.slack.fail('chat.postMessage', ...failures);
    await room.send(FIRING);
    for (const _failure of failures) await room.slack.next('chat.postMessage');
    // A card that was found again is edited, one that was not is posted.
    await Promise.race([room.slack.next('chat.postMessage'), room.slack.next('chat.update')]);
    await settle();
    expect(await room.cards()).toHaveLength(1);
  });

  it('is told once when Slack took the reply and gave no answer', async () => {
    await room.send(FIRING);
    await room.slack.next('chat.postMessage');
    room.slack.fail('chat.postMessage', { status: 500, isDone: true });
    await room.send(RESOLVED);
    await room.slack.next('conversations.replies');
    await settle();
    const [card] = await room.cards();
    expect(await room.replies(card)).toHaveLength(1);
  });

  it('pings nobody and links nothing of its own', async () => {
    const hostile = '<!channel> <@U000000001> <https://evil.example|click>';
    await room.send({ ...FIRING, name: hostile, summary: hostile, labels: { [hostile]: hostile } });
    const { args } = await room.slack.next('chat.postMessage');
    expect(args.text).not.toMatch(/<[!@h]/);
    expect(JSON.stringify(args.blocks)).not.toMatch(/"mrkdwn"|"type":"(?:user|broadcast|link)"/);
  });
});
