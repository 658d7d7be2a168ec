import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList, asRecord } from '../support/slack-workspace.ts';
import { makeMatch, smallTriage } from '../support/small-triage.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

/** More than three messages hold. */
const STEPS = Array.from({ length: 40 }, (_, step) => `Step ${step}: ${'look at it '.repeat(150)}`);

describe('an answer that messages cannot hold', () => {
  let room: TestRoom;
  let channel: string;
  let asked: string;

  beforeEach(async () => {
    const match = makeMatch({ steps: STEPS });
    room = await startTestRoom({
      triage: (text, options) => ({ ...smallTriage(text, options), matches: [match] }),
    });
    channel = await room.slack.directMessage();
    asked = String((await room.slack.as('asker', 'chat.postMessage', { channel, text: LINE })).ts);
  });
  afterEach(() => room.close());

  const deliver = (event: Record<string, unknown>) =>
    room.send.event({ type: 'message', channel_type: 'im', channel, ...event });
  const ask = () => deliver({ user: ASKER, ts: asked, text: LINE });

  it('comes with its page as a file in the thread', async () => {
    await ask();
    const { args } = await room.slack.next('files.completeUploadExternal');
    expect(args).toMatchObject({ channel_id: channel, thread_ts: asked });
    const [file] = asList(args.files);
    await room.settle();
    const { file: info } = await room.slack.as('bot', 'files.info', { file: file?.id });
    expect(info).toMatchObject({ name: 'nginx-upstream-connection-refused.md' });
    // Every step is in it, each of them some 1500 characters long.
    expect(asRecord(info).size).toBeGreaterThan(STEPS.join('').length);
  });

  it('stands without the file where the workspace has not granted it', async () => {
    room.slack.react('files.getUploadURLExternal', () => ({ ok: false, error: 'missing_scope' }));
    await ask();
    await room.slack.next('files.getUploadURLExternal');
    await room.settle();
    expect(room.logged()).not.toContain('answer failed');
    const last = room.slack.calls('chat.postMessage').at(-1)?.args;
    expect(JSON.stringify(last?.blocks)).toContain('Shortened: ');
  });

  it('goes with its file when the question is deleted', async () => {
    await ask();
    const { args } = await room.slack.next('files.completeUploadExternal');
    await deliver({ subtype: 'message_deleted', deleted_ts: asked });
    expect((await room.slack.next('files.delete')).args.file).toBe(asList(args.files)[0]?.id);
    await room.settle();
    expect(room.slack.calls('chat.delete')).toHaveLength(3);
  });
});
