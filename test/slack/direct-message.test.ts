import { createMailbox } from '../support/mailbox.ts';
import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, BOT_ID, BOT_USER } from '../support/slack-workspace.ts';

const LINE =
  '2026/11/21 10:00:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream';

describe('a direct message', () => {
  let room: TestRoom;
  let channel: string;

  beforeEach(async () => {
    room = await startTestRoom();
    channel = await room.slack.directMessage();
  });
  afterEach(() => room.close());

  const say = (text: string, fields: Record<string, unknown> = {}, envelope: Record<string, unknown> = {}) =>
    room.send.event(
      { type: 'message', channel_type: 'im', channel, user: ASKER, ts: '1700000000.000100', text, ...fields },
      envelope,
    );

  it('is answered in its thread with the entry, its evidence and its steps', async () => {
    await say(LINE);
    const { args } = await room.slack.next('chat.postMessage');
    expect(args).toMatchObject({
      channel,
      thread_ts: '1700000000.000100',
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    const blocks = JSON.stringify(args.blocks);
    expect(blocks).toContain('nginx cannot connect to its upstream');
    expect(blocks).toContain('connect() failed (111: Connection refused) while connecting');
    expect(blocks).toContain('ss -ltnp');
    expect(blocks).toContain('Or: Connection refused (60 %)');
    expect(args.text).toBe(
      'Matched, almost certain (97 %): nginx cannot connect to its upstream. First step: Look at the backend: ss -ltnp',
    );
  });

  it('is acknowledged before it is answered', async () => {
    const gate = createMailbox<{ ok: false; error: string }>();
    room.slack.react('chat.postMessage', () => gate.take());
    // The acknowledgement comes although the answer cannot be posted yet.
    expect((await say(LINE)).status).toBe(200);
    expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
    gate.put({ ok: false, error: 'fatal_error' });
    await room.slack.next('chat.postMessage');
    gate.put({ ok: false, error: 'fatal_error' });
  });

  it('shows that it is being read, before the answer', async () => {
    await say(LINE);
    const { args } = await room.slack.next('assistant.threads.setStatus');
    expect(args).toMatchObject({ channel_id: channel, thread_ts: '1700000000.000100' });
    await room.slack.next('chat.postMessage');
  });

  it('is answered where the status cannot be shown', async () => {
    room.slack.react('assistant.threads.setStatus', () => ({ ok: false, error: 'unknown_method' }));
    await say(LINE);
    await room.slack.next('chat.postMessage');
  });

  it('that Slack delivers three times is answered once', async () => {
    for (let retry = 0; retry < 3; retry += 1) await say(LINE, {}, { event_id: 'Ev1' });
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(1);
  });

  it('whose answer failed is answered when Slack delivers it again', async () => {
    room.slack.react('chat.postMessage', () => ({ ok: false, error: 'fatal_error' }));
    await say(LINE, {}, { event_id: 'Ev2' });
    await room.slack.next('chat.postMessage');
    await room.slack.next('chat.postMessage');
    room.slack.react('chat.postMessage', () => undefined);
    // The delivery counts as failed only once its last attempt is over.
    await room.send.event({ type: 'app_home_opened', user: ASKER, channel, tab: 'messages' });
    await room.slack.next('assistant.threads.setSuggestedPrompts');
    await say(LINE, {}, { event_id: 'Ev2' });
    const { args } = await room.slack.next('chat.postMessage');
    expect(args.text).toContain('nginx cannot connect');
  });

  it('in a thread is answered in that thread', async () => {
    await say(LINE, { ts: '1700000000.000300', thread_ts: '1700000000.000100' });
    expect((await room.slack.next('chat.postMessage')).args.thread_ts).toBe('1700000000.000100');
  });

  it.each([
    ['the bot itself', { user: BOT_USER, bot_id: BOT_ID }],
    ['another app', { user: 'U0OTHER', bot_id: 'B0OTHER' }],
    ['an edit', { subtype: 'message_changed', user: undefined, message: { text: LINE, user: ASKER } }],
    ['a deletion', { subtype: 'message_deleted', user: undefined }],
    ['a message of a channel', { channel_type: 'channel', channel: 'C000000001' }],
  ])('from %s is not answered', async (_who, fields) => {
    await say(LINE, fields);
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
  });

  it('that no entry knows gets questions, and no steps', async () => {
    await say('zzz qqq');
    const { args } = await room.slack.next('chat.postMessage');
    const blocks = JSON.stringify(args.blocks);
    expect(args.text).toContain('No entry knows this.');
    expect(blocks).toContain('Which system wrote it?');
    expect(blocks).toContain('Some other entry');
    expect(blocks).not.toContain('"actions"');
  });

  it('that only resembles an entry says so', async () => {
    await say('it is slow');
    const { args } = await room.slack.next('chat.postMessage');
    expect(JSON.stringify(args.blocks)).toContain('No rule matched; this looks like');
    expect(JSON.stringify(args.blocks)).not.toContain('"header"');
  });

  it('that only greets gets a short how-to', async () => {
    await say('hello!');
    expect((await room.slack.next('chat.postMessage')).args.text).toContain('Paste an error');
  });

  it('with a log file is answered from the file', async () => {
    const content = `first line\n${LINE}\nlast line`;
    const { upload_url, file_id } = await room.slack.as('asker', 'files.getUploadURLExternal', {
      filename: 'error.log',
      length: content.length,
    });
    await fetch(String(upload_url), { method: 'POST', body: content });
    const { files } = await room.slack.as('asker', 'files.completeUploadExternal', {
      files: [{ id: file_id }],
      channel_id: channel,
    });
    await say('see this', { subtype: 'file_share', files });
    const blocks = JSON.stringify((await room.slack.next('chat.postMessage')).args.blocks);
    expect(blocks).toContain('nginx cannot connect to its upstream');
    expect(blocks).toContain('Matched in line 3 of the paste');
  });

  it('with text and a file that cannot be read is answered from the text, with a remark', async () => {
    await say(LINE, {
      subtype: 'file_share',
      files: [{ id: 'F1', name: 'core.bin', mimetype: 'application/zip', size: 10 }],
    });
    const blocks = JSON.stringify((await room.slack.next('chat.postMessage')).args.blocks);
    expect(blocks).toContain('nginx cannot connect to its upstream');
    expect(blocks).toContain('core.bin is no text');
  });

  it('with nothing to read is told what to send', async () => {
    await say('', { files: [{ id: 'F1', name: 'shot.png', mimetype: 'image/png', size: 10 }] });
    expect((await room.slack.next('chat.postMessage')).args.text).toContain('shot.png is no text');
  });

  it('that the engine fails on gets one line with a reference, and the log has the cause without the paste', async () => {
    await room.close();
    room = await startTestRoom({
      triage: (text) => {
        throw new TypeError(`cannot read "${text}"`);
      },
    });
    channel = await room.slack.directMessage();
    await say('secret words');
    const { args } = await room.slack.next('chat.postMessage');
    const reference = /reference ([0-9a-f]{8})/.exec(String(args.text))?.[1] ?? 'none';
    await room.settle();
    expect(room.logged()).toContain(reference);
    expect(room.logged()).toContain('TypeError');
    expect(room.logged()).not.toContain('secret words');
    expect(room.logged()).not.toContain('delivery failed');
  });
});
