import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryDraftStore } from '../../../src/slack/save/draft-store.ts';
import { type SaveRoom, startSaveRoom, textsIn } from '../../support/save-room.ts';
import { ASKER, asList, asRecord } from '../../support/slack-workspace.ts';

const LINE = '2026-11-21 14:02:11 ERROR quuxledger frobnication 4711 was denied by warden 10.0.3.7';
const AGAIN = '2026-11-22 09:15:40 ERROR quuxledger frobnication 9942 was denied by warden 10.0.9.1';
const KNOWN = 'nginx: [emerg] host not found in upstream "app:8080" in /etc/nginx/conf.d/default.conf:12';
const TYPED = {
  causes: 'The warden lost its lease.',
  steps: '1. Look at the lease.\n2. Renew it:\n   ```\n   warden renew\n   ```',
};

describe('Save as known error', () => {
  let room: SaveRoom;

  beforeEach(async () => {
    room = await startSaveRoom();
  });
  afterEach(() => room.close());

  it('stands under an answer that knows nothing, fills its form, and the page is used at once', async () => {
    const answer = await room.ask(LINE);
    await room.slack.as('asker', 'chat.postMessage', {
      channel: room.channel,
      thread_ts: answer.thread_ts,
      text: 'I renewed the lease of the warden',
    });
    await room.press(answer, 'answer_save');
    const opened = (await room.slack.next('views.open')).args.view;
    expect(JSON.stringify(opened)).toContain('Gathering');
    const form = await room.filledForm();
    expect(String(form.private_metadata)).toMatch(/^[0-9a-f-]{36}$/);
    expect(textsIn(form)).toMatchObject({
      phrases: 'quuxledger frobnication … was denied by warden',
      steps: 'I renewed the lease of the warden',
    });
    expect(textsIn(form).example).not.toContain('10.0.3.7');
    expect(await room.submit(form, TYPED)).toBeUndefined();
    const told = (await room.slack.next('chat.postMessage')).args;
    expect(told).toMatchObject({ channel: room.channel, thread_ts: answer.thread_ts });
    const next = await room.ask(AGAIN);
    expect(JSON.stringify(next.blocks)).toContain('Renew it');
    const [file] = await readdir(room.pages);
    const page = await readFile(join(room.pages, file ?? ''), 'utf8');
    expect(page).toMatch(/^author: \S+/m);
    expect(page).toContain('reviewed: 2026-11-21');
  });

  it('under an answer that was shared begins empty: others never saw the whole paste', async () => {
    await room.send.command(KNOWN, { channel_id: room.channel });
    room.slack.react('conversations.info', () => ({ ok: true, channel: { is_ext_shared: false } }));
    await room.press({ ...(await room.send.responded()), ts: undefined }, 'answer_share');
    await room.slack.next('chat.postMessage');
    const { messages } = await room.slack.as('asker', 'conversations.history', { channel: room.channel });
    const shared = asRecord(asList(messages)[0]);
    await room.press(shared, 'answer_not_this');
    await room.slack.next('chat.postMessage');
    await room.press(await room.lastReply(shared.ts), 'answer_save');
    await room.slack.next('views.open');
    expect(textsIn(await room.filledForm())).toMatchObject({ title: '', phrases: '', example: '' });
  });

  it('is in the menu of a message, and goes on with what its author had', async () => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: room.channel, text: LINE });
    const form = await room.openForm({ ts, text: LINE });
    expect(await room.submit(form, { ...TYPED, steps: '' })).toMatchObject({
      steps: expect.stringContaining('at least one step'),
    });
    const reopened = await room.openForm({ ts, text: LINE });
    expect(reopened.private_metadata).toBe(form.private_metadata);
    expect(textsIn(reopened)).toMatchObject({ causes: TYPED.causes });
  });

  it('Undo takes the page back, for its author alone', async () => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: room.channel, text: LINE });
    await room.submit(await room.openForm({ ts, text: LINE }), TYPED);
    await room.slack.next('chat.postMessage');
    const told = await room.lastReply(ts);
    await room.press(told, 'save_undo', 'U0OTHER');
    expect((await room.slack.next('chat.postEphemeral')).args.text).toContain('Only whoever saved');
    expect(await readdir(room.pages)).toHaveLength(1);
    await room.press(told, 'save_undo');
    expect((await room.slack.next('chat.update')).args.text).toContain('Taken back');
    expect(await readdir(room.pages)).toHaveLength(0);
    expect(JSON.stringify((await room.ask(AGAIN)).blocks)).toContain('No entry knows this');
  });

  it('Undo leaves a page that was changed since', async () => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: room.channel, text: LINE });
    await room.submit(await room.openForm({ ts, text: LINE }), TYPED);
    await room.slack.next('chat.postMessage');
    const [file] = await readdir(room.pages);
    await writeFile(join(room.pages, file ?? ''), 'Mine now.');
    await room.press(await room.lastReply(ts), 'save_undo');
    expect((await room.slack.next('chat.postEphemeral')).args.text).toContain('was changed since');
    expect(await readFile(join(room.pages, file ?? ''), 'utf8')).toBe('Mine now.');
  });

  it.each([
    [
      'a phrase that answers ordinary text',
      { phrases: 'an error occurred while processing your request' },
      'Phrases',
    ],
    [
      'a phrase that another page has',
      { phrases: 'connect() failed (111: Connection refused) while connecting to upstream' },
      'Phrases',
    ],
    ['an example that no phrase is in', { example: 'all is well' }, 'Example'],
  ])('names %s above the form and saves nothing', async (_, change, field) => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: room.channel, text: LINE });
    const errors = await room.submit(await room.openForm({ ts, text: LINE }), { ...TYPED, ...change });
    expect(JSON.stringify(errors)).toContain(`Not saved. ${field}`);
    await expect(readdir(room.pages)).rejects.toThrow('ENOENT');
  });

  it('of a title that leads elsewhere stays in the folder', async () => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: room.channel, text: LINE });
    const title = '../../outside: # {x}\u0000';
    expect(await room.submit(await room.openForm({ ts, text: LINE }), { ...TYPED, title })).toBeUndefined();
    expect(await readdir(room.pages, { recursive: true })).toEqual(['outside-x.md']);
  });

  it('of two people at once saves one page, and the second one reads that it is there', async () => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: room.channel, text: LINE });
    const form = await room.openForm({ ts, text: LINE });
    const [one, other] = await Promise.all([
      room.submit(form, TYPED),
      room.submit(
        { ...form, private_metadata: 'another' },
        { ...TYPED, causes: 'Another cause.' },
        'U0OTHER',
      ),
    ]);
    const refused = one ?? other;
    expect([one, other]).toContain(undefined);
    expect(JSON.stringify(refused)).toContain('There is already');
    expect(await readdir(room.pages)).toHaveLength(1);
  });

  it('where pages cannot be written says why and keeps what was typed', async () => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: room.channel, text: LINE });
    const form = await room.openForm({ ts, text: LINE });
    await writeFile(room.pages, 'a file stands where the folder should be');
    const errors = await room.submit(form, TYPED);
    expect(JSON.stringify(errors)).toContain('no knowledge folder can be written to');
    expect(JSON.stringify(errors)).toContain('What you wrote is kept');
    await rm(room.pages);
    expect(textsIn(await room.openForm({ ts, text: LINE })).causes).toBe(TYPED.causes);
  });
});

it('a form that was open over a restart is saved, and its draft is still there', async () => {
  const drafts = createMemoryDraftStore();
  const data = await mkdtemp(join(tmpdir(), 'pasteur-saving-'));
  const first = await startSaveRoom({ drafts, data });
  const { ts } = await first.slack.as('asker', 'chat.postMessage', { channel: first.channel, text: LINE });
  const form = await first.openForm({ ts, text: LINE });
  await first.close();
  const second = await startSaveRoom({ drafts, data });
  try {
    expect(await second.submit(form, TYPED)).toBeUndefined();
    expect((await second.slack.next('chat.postMessage')).args.text).toContain('Saved as a known error');
    // One that nobody kept has all its texts in the form.
    const lost = { ...form, private_metadata: 'forgotten' };
    expect(
      await second.submit(lost, {
        ...TYPED,
        title: 'Other',
        phrases: 'zarquon stabiliser drifts',
        example: '',
      }),
    ).toBeUndefined();
    expect((await second.slack.next('chat.postMessage')).args.channel).toBe(ASKER);
  } finally {
    await second.close();
    await rm(data, { recursive: true });
  }
});

describe('who may save', () => {
  it('are the people and groups that the team names', async () => {
    const room = await startSaveRoom({ editors: ['U0EDITOR', 'S0GROUP'] });
    try {
      const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: room.channel, text: LINE });
      room.slack.react('usergroups.users.list', () => ({ ok: true, users: ['U0MEMBER'] }));
      const refused = await room.openForm({ ts, text: LINE });
      expect(JSON.stringify(refused)).toContain('PASTEUR_EDITORS');
      expect(refused.submit).toBeUndefined();
      room.slack.react('usergroups.users.list', () => ({ ok: true, users: [ASKER] }));
      const form = await room.openForm({ ts, text: LINE });
      expect(form.submit).toBeDefined();
      room.slack.react('usergroups.users.list', () => ({ ok: true, users: [] }));
      expect(String((await room.submit(form, TYPED))?.title)).toContain('Only some people may save');
    } finally {
      await room.close();
    }
  });
});
