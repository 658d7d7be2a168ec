import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList, asRecord } from '../support/slack-workspace.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

describe('/triage', () => {
  let room: TestRoom;
  let channel: string;

  beforeEach(async () => {
    room = await startTestRoom();
    channel = await room.slack.channel('incidents');
  });
  afterEach(() => room.close());

  const command = (text: string, fields: Record<string, string> = {}) =>
    room.send.command(text, { channel_id: channel, ...fields });

  const linkTo = async (place: string) => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: place, text: LINE });
    const { permalink } = await room.slack.as('asker', 'chat.getPermalink', {
      channel: place,
      message_ts: ts,
    });
    return { link: String(permalink), ts: String(ts) };
  };

  it('with an error is acknowledged silently and answered to the asker alone, with a button to share', async () => {
    expect(await command(LINE)).toEqual({ status: 200, body: '' });
    const answer = await room.send.responded();
    expect(answer).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      unfurl_links: false,
    });
    expect(answer.text).toContain('nginx cannot connect');
    expect(JSON.stringify(answer.blocks)).toContain('answer_share');
    expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
  });

  it('in a direct message offers no sharing', async () => {
    await command(LINE, { channel_id: 'D0SOMEONE' });
    expect(JSON.stringify((await room.send.responded()).blocks)).not.toContain('answer_share');
  });

  it('help lists the sub-commands', async () => {
    await command(' HELP ');
    expect((await room.send.responded()).text).toContain('/triage takes');
  });

  it('with one unknown word says which sub-commands there are', async () => {
    await command('statsu');
    expect((await room.send.responded()).text).toContain('statsu is no sub-command');
  });

  it('with one word that a rule knows is triage', async () => {
    await command('refused');
    expect((await room.send.responded()).text).toContain('Connection refused');
  });

  it('with several unknown words is triage', async () => {
    await command('statsu of things');
    expect((await room.send.responded()).text).toContain('No entry knows this.');
  });

  it('with a link to a message of the channel reads that message', async () => {
    const { link, ts } = await linkTo(channel);
    await command(link);
    const answer = await room.send.responded();
    expect(answer.text).toContain('nginx cannot connect');
    expect(JSON.stringify(answer.blocks)).toContain(ts);
  });

  it('with a link to a reply in a thread of another public channel reads that reply', async () => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', {
      channel: 'C000000001',
      text: 'nothing',
    });
    const reply = await room.slack.as('asker', 'chat.postMessage', {
      channel: 'C000000001',
      text: LINE,
      thread_ts: ts,
    });
    await command(
      `<https://example.slack.com/archives/C000000001/p${String(reply.ts).replace('.', '')}?thread_ts=${ts}&amp;cid=C000000001>`,
    );
    expect((await room.send.responded()).text).toContain('nginx cannot connect');
  });

  it('with a link into a private channel shows it to nobody who is not in there', async () => {
    const secret = await room.slack.channel('secret');
    const { link } = await linkTo(secret);
    room.slack.react('conversations.info', () => ({ ok: true, channel: { id: secret, is_private: true } }));
    room.slack.react('conversations.members', () => ({ ok: true, members: ['U0OTHER'] }));
    await command(link);
    const answer = await room.send.responded();
    expect(answer.text).toContain('I cannot show you that message');
    expect(room.slack.calls('conversations.replies')).toHaveLength(0);
  });

  it('with a link into a private channel that asker and bot are in reads it', async () => {
    const secret = await room.slack.channel('secret');
    await room.slack.as('asker', 'conversations.invite', { channel: secret, users: 'U0BOT' });
    const { link } = await linkTo(secret);
    await command(link);
    expect((await room.send.responded()).text).toContain('nginx cannot connect');
  });

  it('with a link to a channel that the bot is not in says what to do', async () => {
    const { link } = await linkTo(await room.slack.channel('secret'));
    await command(link, { channel_id: await room.slack.channel('secret') });
    expect((await room.send.responded()).text).toContain('Invite me to it');
  });

  describe('alone', () => {
    const open = async () => {
      await command('', { trigger_id: await room.slack.triggerId() });
      return asRecord((await room.slack.next('views.open')).args.view);
    };
    const submit = (view: Record<string, unknown>, value: string | null) =>
      room.send.interaction({
        type: 'view_submission',
        view: {
          ...view,
          id: 'V1',
          state: { values: { paste: { text: { type: 'plain_text_input', value } } } },
        },
      });

    it('opens a form whose submission is answered to the asker', async () => {
      const view = await open();
      expect(view).toMatchObject({ type: 'modal', callback_id: 'paste' });
      expect(await submit(view, `<b>${LINE}</b>`)).toEqual({ status: 200, body: '' });
      const answer = await room.send.responded();
      expect(answer.response_type).toBe('ephemeral');
      // What was typed stands in the evidence as it was typed.
      expect(JSON.stringify(answer.blocks)).toContain(`<b>${LINE}</b>`);
    });

    it('refuses an empty form at its field', async () => {
      const { body } = await submit(await open(), '  ');
      expect(JSON.parse(body)).toMatchObject({
        response_action: 'errors',
        errors: { paste: expect.stringContaining('Paste') },
      });
    });

    it('answers in a direct message when the form stayed open for too long', async () => {
      const view = await open();
      const metadata = JSON.stringify({ channel, responseUrl: 'http://127.0.0.1:9/gone' });
      await submit({ ...view, private_metadata: metadata }, LINE);
      expect((await room.slack.next('chat.postMessage')).args).toMatchObject({ channel: ASKER });
    });
  });

  it('forgets a pasted text after an hour, and says so', async () => {
    await command(LINE);
    const [, value] = /"value":"(\{.*?\})"/.exec(JSON.stringify((await room.send.responded()).blocks)) ?? [];
    const gone = String(value)
      .replaceAll('\\"', '"')
      .replace(/"key":"[^"]+"/, '"key":"gone"');
    await room.send.interaction({
      type: 'block_actions',
      container: { type: 'message', is_ephemeral: true, channel_id: channel, message_ts: '1.2' },
      channel: { id: channel, name: 'incidents' },
      actions: [
        {
          type: 'button',
          action_id: 'answer_not_this',
          block_id: 'b',
          value: gone,
          text: { type: 'plain_text', text: 'x' },
        },
      ],
    });
    expect((await room.send.responded()).text).toContain('no longer kept');
  });

  it('that fails tells the asker a reference', async () => {
    await room.close();
    room = await startTestRoom({
      triage: () => {
        throw new Error('broken');
      },
    });
    await command('two words');
    const answer = await room.send.responded();
    expect(answer.text).toMatch(/reference [0-9a-f]{8}/);
    expect(asList(answer.blocks)).toHaveLength(1);
  });
});
