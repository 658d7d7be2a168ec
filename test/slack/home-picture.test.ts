import { startTestRoom, type TestRoom, type TestRoomOptions } from '../support/slack-room.ts';
import { ASKER, asList, asRecord } from '../support/slack-workspace.ts';

const UNKNOWN = 'seat 17 on flight 9 was sold twice';

describe('the picture in App Home', () => {
  let room: TestRoom;
  const start = async (settings: TestRoomOptions['settings'] = {}) => {
    room = await startTestRoom({ settings });
  };
  afterEach(() => room.close());

  const ask = async (text: string) => {
    await room.send.command(text);
    await room.send.responded();
  };
  const open = (user = ASKER) =>
    room.send.event({ type: 'app_home_opened', user, channel: 'D1', tab: 'home' });
  const published = async () => {
    const { args } = await room.slack.next('views.publish');
    const blocks = asList(asRecord(args.view).blocks);
    return { image: blocks.find(({ type }) => type === 'image'), shown: JSON.stringify(blocks) };
  };
  const fileOf = (image: unknown) => String(asRecord(asRecord(image).slack_file).id);

  it('comes after the figures, which stand there at once in words and bars', async () => {
    await start();
    await ask(UNKNOWN);
    await open();
    const first = await published();
    expect(first.image).toBeUndefined();
    expect(first.shown).toContain('1 had no entry');
    expect(first.shown).toContain('█ 1');
    const second = await published();
    expect(second.image).toMatchObject({ alt_text: expect.stringContaining(': 1 without an entry') });
    expect(second.shown).toContain('1 had no entry');
    expect(second.shown).not.toContain('█');
    const { args } = await room.slack.next('files.completeUploadExternal');
    expect(args.channel_id).toBeUndefined();
    expect(asList(args.files)).toMatchObject([{ id: fileOf(second.image) }]);
  });

  it('is drawn once for everybody, and stays for an hour', async () => {
    await start();
    await ask(UNKNOWN);
    await open();
    await published();
    const { image } = await published();
    await ask(UNKNOWN);
    room.slack.react('views.publish', () => ({ ok: true }));
    await open('U000000002');
    expect(fileOf((await published()).image)).toBe(fileOf(image));
    await room.settle();
    expect(room.slack.calls('files.completeUploadExternal')).toHaveLength(1);
    expect(room.slack.calls('views.publish')).toHaveLength(3);
  });

  it('gives way to a newer one, and is deleted then', async () => {
    await start({ pictures: { areDrawn: true, restSeconds: 0 } });
    await ask(UNKNOWN);
    await open();
    await published();
    const { image: old } = await published();
    await open();
    await published();
    await ask(UNKNOWN);
    await open();
    expect(fileOf((await published()).image)).toBe(fileOf(old));
    expect(fileOf((await published()).image)).not.toBe(fileOf(old));
    const { args } = await room.slack.next('files.delete');
    expect(args.file).toBe(fileOf(old));
    await room.settle();
    expect(room.slack.calls('files.completeUploadExternal')).toHaveLength(2);
  });

  it('waits until Slack has looked through the file', async () => {
    await start();
    let looks = 0;
    room.slack.react('files.info', () => {
      looks += 1;
      return looks === 1 ? { ok: true, file: { mimetype: '' } } : undefined;
    });
    await ask(UNKNOWN);
    await open();
    await published();
    expect((await published()).image).toBeDefined();
    expect(looks).toBe(2);
  });

  it('stays for the others where one tab cannot be drawn', async () => {
    await start();
    await ask(UNKNOWN);
    await open();
    await published();
    const { image } = await published();
    await open('U0NOBODY');
    await published();
    await open();
    expect(fileOf((await published()).image)).toBe(fileOf(image));
    await room.settle();
    expect(room.slack.calls('files.delete')).toHaveLength(0);
  });

  it('is left out where Slack does not take it, and leaves no file', async () => {
    await start();
    room.slack.react('views.publish', ({ view }) =>
      JSON.stringify(view).includes('slack_file') ? { ok: false, error: 'invalid_blocks' } : undefined,
    );
    await ask(UNKNOWN);
    await open();
    await room.slack.next('files.delete');
    await room.settle();
    expect(room.logged()).toContain('App Home goes without a picture');
    expect(room.slack.calls('views.publish')).toHaveLength(2);
  });

  it('that is gone is left out of a Home that stays', async () => {
    await start();
    await ask(UNKNOWN);
    await open();
    await published();
    await published();
    room.slack.react('views.publish', ({ view }) =>
      JSON.stringify(view).includes('slack_file') ? { ok: false, error: 'invalid_blocks' } : undefined,
    );
    await open();
    await published();
    expect((await published()).shown).toContain('█ 1');
    await room.settle();
    expect(room.logged()).not.toContain('App Home could not be shown');
  });

  it('is missing where files are not granted, and so is nothing else', async () => {
    await start();
    room.slack.react('files.getUploadURLExternal', () => ({ ok: false, error: 'missing_scope' }));
    await ask(UNKNOWN);
    await open();
    await published();
    await room.settle();
    expect(room.slack.calls('views.publish')).toHaveLength(1);
    expect(room.logged()).toContain('App Home goes without a picture');
  });

  it('and that of the report are not drawn where the team wants none', async () => {
    await start({ pictures: { areDrawn: false, restSeconds: 0 } });
    await ask(UNKNOWN);
    await open();
    expect((await published()).shown).toContain('█ 1');
    await ask('report');
    await room.settle();
    expect(room.slack.calls('files.getUploadURLExternal')).toHaveLength(0);
    expect(room.slack.calls('chat.postMessage')).toHaveLength(1);
  });

  it('is not drawn of a week in which nothing was asked', async () => {
    await start();
    await open();
    const { shown } = await published();
    expect(shown).toContain('Paste an error to me');
    await room.settle();
    expect(room.slack.calls('files.getUploadURLExternal')).toHaveLength(0);
    expect(room.slack.calls('views.publish')).toHaveLength(1);
  });
});
