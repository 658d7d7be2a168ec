import {
  alertmanagerPost,
  CARDS,
  corpusPost,
  OPENING_MS,
  startWatchRoom,
  type WatchRoom,
} from '../support/watch-room.ts';

const KNOWN = 'connect() failed (111: Connection refused) while connecting to upstream';

type Message = Record<string, unknown>;

/** What some messages show. */
const text = (messages: readonly Message[]) =>
  messages.map(({ blocks, text }) => JSON.stringify([text, blocks])).join('\n');

describe('in a watched channel', () => {
  let watched: WatchRoom;
  beforeAll(async () => {
    watched = await startWatchRoom();
  }, OPENING_MS);
  afterAll(() => watched.close());

  const post = (message: Message) => watched.post(message);
  const firing = (rest: string) => post(alertmanagerPost(`[FIRING:1] ${rest}`, KNOWN));
  const resolved = (rest: string) => post(alertmanagerPost(`[RESOLVED] ${rest}`, KNOWN));
  const webhook = async (name: string, fields: object = {}) => {
    const body = { name, status: 'firing', labels: { instance: 'edge-1', env: 'prod' }, summary: KNOWN };
    expect(await watched.send({ ...body, ...fields })).toBe(202);
    await watched.shown();
  };
  const cards = async (name: string) =>
    (await watched.said(CARDS)).filter((message) => text([message]).includes(name));

  it('a post that a rule knows is answered in its thread, with buttons', async () => {
    const ts = await firing('EdgeDown (edge-1 prod)');
    const thread = await watched.thread(ts);
    expect(thread).toHaveLength(1);
    expect(text(thread)).toMatch(/Firing · EdgeDown[\s\S]*nginx cannot connect[\s\S]*answer_why/);
    // The post itself is right above: it is not said again.
    expect(text(thread)).not.toContain('(111: Connection refused)');
    expect(await watched.said(watched.channel)).toEqual([]);
  });

  it('a post that only resembles an entry, or that none knows, is left alone', async () => {
    const similar = await post(alertmanagerPost('[FIRING:1] Sluggish (edge-1 prod)', 'slow answers'));
    const unknown = await post(alertmanagerPost('[FIRING:1] Mystery (edge-1 prod)'));
    expect([...(await watched.thread(similar)), ...(await watched.thread(unknown))]).toEqual([]);
  });

  it('repeats and the end of an alert go to the thread of its first post', async () => {
    const first = await firing('RepeatDown shop (edge-1 prod)');
    const second = await firing('RepeatDown shop (edge-1 prod)');
    const last = await resolved('RepeatDown shop (edge-1 prod)');
    expect(text(await watched.thread(first))).toMatch(
      /Resolved · RepeatDown.*Seen 2 times[\s\S]*is resolved/,
    );
    expect(await watched.thread(first)).toHaveLength(2);
    expect([...(await watched.thread(second)), ...(await watched.thread(last))]).toEqual([]);
  });

  it('a post that is delivered twice, or while the database fails once, is taken once', async () => {
    const message = alertmanagerPost('[FIRING:1] DeliveredTwice (edge-1 prod)', KNOWN);
    watched.failNext();
    const ts = await post(message);
    await watched.again(message, ts);
    const thread = await watched.thread(ts);
    expect(thread).toHaveLength(1);
    expect(text(thread)).not.toContain('Seen 2 times');
  });

  it('an alert that ends without having fired here is left alone', async () => {
    expect(await watched.thread(await resolved('NeverSeen (edge-1 prod)'))).toEqual([]);
  });

  it('an edit that resolves an incident turns its card', async () => {
    const message: Message = { ...corpusPost('pagerduty-triggered'), attachments: [] };
    const ts = await post({ ...message, text: `${String(message.text)} connect() failed` });
    expect(text(await watched.thread(ts))).toContain('Firing · ');
    const { text: changed } = corpusPost('pagerduty-resolved');
    await watched.edit({ ...message, text: changed }, ts);
    expect(text(await watched.thread(ts))).toContain('Resolved · ');
  });

  it('a post about an alert that came by webhook is told on its card, and nowhere else', async () => {
    await webhook('HookFirst');
    const first = await firing('HookFirst (edge-1 prod)');
    const last = await resolved('HookFirst (edge-1 prod)');
    expect([...(await watched.thread(first)), ...(await watched.thread(last))]).toEqual([]);
    const [card, ...others] = await cards('HookFirst');
    expect(others).toEqual([]);
    expect(text([card ?? {}])).toContain('Resolved · HookFirst');
    // By two roads, but seen once.
    expect(text([card ?? {}])).not.toContain('Seen 2 times');
    expect(text(await watched.thread(String(card?.ts), CARDS))).toContain('is resolved');
  });

  it('a webhook about an alert that was posted first is told in the thread of the post', async () => {
    const ts = await firing('PostFirst (edge-1 prod)');
    await webhook('PostFirst');
    expect(await cards('PostFirst')).toEqual([]);
    expect(text(await watched.thread(ts))).toMatch(/Firing · PostFirst.*From generic.*edge-1/);
    await webhook('PostFirst', { status: 'resolved' });
    await webhook('PostFirst');
    await resolved('PostFirst (edge-1 prod)');
    const thread = await watched.thread(ts);
    expect(text(thread)).toMatch(
      /Resolved · PostFirst[\s\S]*is resolved[\s\S]*fires again[\s\S]*is resolved/,
    );
    expect(await cards('PostFirst')).toEqual([]);
  });

  it('a webhook gets its card in the thread of a post that nothing was said to', async () => {
    const ts = await post(alertmanagerPost('[FIRING:1] Unheard (edge-1 prod)'));
    expect(await watched.thread(ts)).toEqual([]);
    await webhook('Unheard', { summary: 'nobody knows' });
    expect(text(await watched.thread(ts))).toContain('No entry knows this alert.');
    expect(await cards('Unheard')).toEqual([]);
  });

  it.each([
    ['another instance', 'TwoPlaces', 'TwoPlaces (edge-2 prod)'],
    ['no place at all', 'NoPlace', 'NoPlace'],
    ['no more than a severity', 'OnlySeverity', 'OnlySeverity (critical)'],
    ['another name', 'OtherName', 'OtherNames (edge-1 prod)'],
  ])('a post with %s stays an alert of its own', async (_what, name, rest) => {
    await webhook(name, { labels: { instance: 'edge-1', env: 'prod', severity: 'critical' } });
    expect(await watched.thread(await firing(rest))).toHaveLength(1);
    expect(await cards(name)).toHaveLength(1);
  });

  it('a post that two alerts might mean stays an alert of its own', async () => {
    await webhook('Ambiguous', { labels: { instance: 'edge-1', env: 'prod', disk: 'a' } });
    await webhook('Ambiguous', { labels: { instance: 'edge-1', env: 'prod', disk: 'b' } });
    expect(await watched.thread(await firing('Ambiguous (edge-1 prod)'))).toHaveLength(1);
  });

  it('a post about several alerts that have their cards is left alone', async () => {
    await webhook('Several', { labels: { instance: 'edge-1', env: 'prod' } });
    await webhook('Several', { labels: { instance: 'edge-2', env: 'prod' } });
    const ts = await post(alertmanagerPost('[FIRING:2] Several (prod)', KNOWN));
    expect(await watched.thread(ts)).toEqual([]);
    expect(await cards('Several')).toHaveLength(2);
  });

  it('a post and a webhook that come at once end as one alert in one thread', async () => {
    const posted = firing('AtOnce (edge-1 prod)');
    await Promise.all([posted, webhook('AtOnce')]);
    await watched.shown();
    const said = [...(await watched.thread(await posted)), ...(await cards('AtOnce'))];
    expect(said).toHaveLength(1);
  });

  it('a deleted post takes its answer along, and nothing is said at the top of the channel', async () => {
    watched.room.slack.react('chat.postMessage', (args) => {
      const isBelow = args.thread_ts !== undefined;
      return isBelow ? { ok: true, channel: watched.channel, ts: '1.2', message: { ts: '1.2' } } : undefined;
    });
    await firing('DeletedPost (edge-1 prod)');
    watched.room.slack.react('chat.postMessage', () => undefined);
    expect(watched.room.slack.calls('chat.delete').at(-1)?.args).toMatchObject({ ts: '1.2' });
  });

  it('what a post says pings nobody', async () => {
    const ts = await post(
      alertmanagerPost('[FIRING:1] <!channel> Loud', `&lt;!here&gt; <@U000000001> ${KNOWN}`),
    );
    const thread = await watched.thread(ts);
    expect(thread).toHaveLength(1);
    expect(String(thread[0]?.text)).not.toMatch(/<[!@]/);
  });

  it('a post that says nothing of a status is answered where a rule knows it', async () => {
    const ts = await post({ bot_id: 'B0CRON0000', text: `nightly job says: ${KNOWN}` });
    expect(text(await watched.thread(ts))).toContain('nginx cannot connect');
  });
});

test('nobody else is answered: people, other bots in threads, itself, shared and other channels', async () => {
  const watched = await startWatchRoom({ bots: ['B0ALERTMGR'] });
  try {
    const known = alertmanagerPost('[FIRING:1] EdgeDown (edge-1 prod)', KNOWN);
    const { ts: root } = await watched.room.slack.as('asker', 'chat.postMessage', {
      channel: watched.channel,
      text: 'root',
    });
    await watched.postVainly({ user: 'U000000001', text: KNOWN });
    await watched.postVainly({ ...known, thread_ts: root });
    await watched.postVainly({ ...known, bot_id: 'B0BOT' });
    await watched.postVainly({ ...known, user: 'U0BOT' });
    await watched.postVainly({ ...known, app_id: 'A0APP' });
    await watched.postVainly({ ...known, bot_id: 'B0OTHER' });
    await watched.postVainly({ ...known, text: `<@U0BOT> ${KNOWN}` });
    await watched.postVainly({
      ...known,
      attachments: [{ is_share: true, author_id: 'U0BOT', text: KNOWN }],
    });
    await watched.postVainly({ ...known, subtype: 'message_deleted' });
    await watched.postVainly({ ...known, channel: CARDS });
    await watched.postVainly({ ...known, channel_type: 'im' });
    await watched.postVainly(known, { is_ext_shared_channel: true });
    await watched.room.settle();
    await watched.shown();
    expect(watched.room.slack.calls('chat.postMessage')).toEqual([]);
    expect(watched.room.logged()).toContain('shared with another company: not read');
  } finally {
    await watched.close();
  }
});
