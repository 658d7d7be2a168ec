import {
  alertmanagerPost,
  CARDS,
  OPENING_MS,
  startWatchRoom,
  type WatchRoom,
} from '../support/watch-room.ts';

const KNOWN = 'connect() failed (111: Connection refused) while connecting to upstream';

describe('/triage watch', () => {
  let watched: WatchRoom;
  beforeAll(async () => {
    watched = await startWatchRoom({ channels: [CARDS] });
  }, OPENING_MS);
  afterAll(() => watched.close());

  /** What the asker is told. */
  const told = async (text: string, channel = watched.channel) => {
    await watched.room.send.command(text, { channel_id: channel });
    return String((await watched.room.send.responded()).text);
  };
  const withInfo = async (info: Record<string, unknown>, work: () => Promise<string>) => {
    const { slack } = watched.room;
    slack.react('conversations.info', () => ({ ok: true, channel: { id: watched.channel, ...info } }));
    try {
      return await work();
    } finally {
      slack.react('conversations.info', () => undefined);
    }
  };

  it('watches the channel until /triage unwatch, and /triage status names it', async () => {
    expect(await told('status')).not.toContain(watched.channel);
    expect(await told('watch')).toContain('I watch this channel now');
    expect(await told('watch')).toContain('already');
    expect(await told('status')).toContain(`Watched channels: <#${CARDS}>, <#${watched.channel}>`);
    const ts = await watched.post(alertmanagerPost('[FIRING:1] EdgeDown (edge-1 prod)', KNOWN));
    expect(await watched.thread(ts)).toHaveLength(1);
    expect(await told('unwatch')).toContain('no longer');
    expect(await told('unwatch')).toContain('not watching');
  });

  it('with nothing shows the newest firing post, with its thread', async () => {
    await told('watch');
    const ts = await watched.post(alertmanagerPost('[FIRING:1] NewestPost (edge-1 prod)', KNOWN));
    await watched.room.send.command('', { channel_id: watched.channel });
    const answer = await watched.room.send.responded();
    expect(answer.text).toContain('Firing · NewestPost');
    expect(JSON.stringify(answer.blocks)).toContain(ts.replace('.', ''));
  });

  it('a link to a post triages it, one to a card of a webhook shows that alert as it stands', async () => {
    const { slack } = watched.room;
    const linkTo = async (channel: string, ts: unknown) =>
      String((await slack.as('asker', 'chat.getPermalink', { channel, message_ts: ts })).permalink);
    const { ts } = await slack.as('asker', 'chat.postMessage', { channel: watched.channel, text: KNOWN });
    expect(await told(await linkTo(watched.channel, ts))).toContain('nginx cannot connect');
    await watched.send({ name: 'LinkedAlert', status: 'firing', summary: KNOWN });
    await watched.shown();
    const [card] = await watched.said(CARDS);
    await watched.send({ name: 'LinkedAlert', status: 'resolved', summary: KNOWN });
    await watched.shown();
    expect(await told(await linkTo(CARDS, card?.ts))).toContain('Resolved · LinkedAlert');
  });

  it('says how to invite the bot to a channel that it is not in', async () => {
    expect(await withInfo({ is_member: false }, () => told('watch'))).toContain('/invite @Pasteur');
  });

  it('keeps out of channels shared with another company', async () => {
    expect(await withInfo({ is_member: true, is_ext_shared: true }, () => told('watch'))).toContain('shared');
  });

  it('is for members of the channel', async () => {
    const { slack } = watched.room;
    slack.react('conversations.members', () => ({ ok: true, members: ['U0OTHER'] }));
    expect(await told('watch')).toContain('Only members');
    slack.react('conversations.members', () => undefined);
  });

  it('works in channels only, and leaves those of the settings alone', async () => {
    expect(await told('watch', 'D0SOMEONE')).toContain('in the channel that I shall watch');
    expect(await told('watch', CARDS)).toContain('already');
    expect(await told('unwatch', CARDS)).toContain('PASTEUR_WATCH_CHANNELS');
  });
});

test('with PASTEUR_WATCH_BY=admins, only admins may', async () => {
  const watched = await startWatchRoom({ channels: [], by: 'admins' });
  const { slack, send } = watched.room;
  const told = async () => {
    await send.command('watch', { channel_id: watched.channel });
    return String((await send.responded()).text);
  };
  try {
    slack.react('users.info', ({ user }) => ({ ok: true, user: { id: user, is_admin: false } }));
    expect(await told()).toContain('Only admins');
    slack.react('users.info', ({ user }) => ({ ok: true, user: { id: user, is_admin: true } }));
    expect(await told()).toContain('I watch this channel now');
  } finally {
    await watched.close();
  }
});
