import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_PUSHES } from '../../src/git-settings.ts';
import { BUNDLED_KNOWLEDGE } from '../../src/knowledge/bundled-knowledge.ts';
import { createMemoryDraftStore } from '../../src/slack/save/draft-store.ts';
import { startGitServer } from '../support/git-server.ts';
import { pageWith } from '../support/pages.ts';
import { type SaveRoom, type SaveRoomOptions, startSaveRoom, textsIn } from '../support/save-room.ts';
import { ASKER, asList, asRecord, BOT_TOKEN } from '../support/slack-workspace.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { wrongActions } from '../support/wrong-room.ts';

type Fields = Record<string, unknown>;

const PATH = 'ledger/locked.md';
const PAGE = pageWith('Ledger is locked', ['"ledger … is locked by session"'], 'author: Ben # by hand\n');
const LINE =
  '2026-11-21 14:02:11 WARN ledger 4711 is locked by session 99 of the nightly close on db7.corp.example';
const BUNDLED = 'connect() failed (111: Connection refused) while connecting to upstream';

interface CounterRoom
  extends Omit<SaveRoom, 'openForm' | 'submit' | 'ask'>,
    Omit<ReturnType<typeof wrongActions>, 'press'> {
  /** Calls an answer wrong, with the box ticked; gives the form of the counter-example. */
  openCounter(answer: Fields, words?: string): Promise<Fields>;
  /** Gives the form with what is wrong, or what stands there once it is done. */
  submitCounter(form: Fields, changes?: Readonly<Record<string, string>>): Promise<Fields>;
}

describe('a counter-example from Slack', () => {
  let data: string;
  let room: CounterRoom;

  const start = async (options: SaveRoomOptions = {}): Promise<CounterRoom> => {
    const started = await startSaveRoom({ data, ...options });
    const { press: _press, ...actions } = wrongActions(started, started.channel);
    const shownForm = async () => {
      const view = await started.filledForm();
      return JSON.stringify(view).includes('Checking') ? started.filledForm() : view;
    };
    return {
      ...started,
      ...actions,
      openCounter: async (answer, words = '') => {
        await actions.submit(await actions.openForm(answer), { meant: '/none', keep: true, words });
        return started.filledForm();
      },
      submitCounter: async (form, changes = {}) => {
        const texts = Object.entries({ ...textsIn(form), ...changes });
        const values = texts.map(([block, value]) => [block, { text: { type: 'plain_text_input', value } }]);
        const { body } = await started.send.interaction({
          type: 'view_submission',
          view: { id: 'V1', type: 'modal', ...form, state: { values: Object.fromEntries(values) } },
        });
        const answer = asRecord(JSON.parse(body));
        return answer.response_action === 'errors' ? asRecord(answer.errors) : shownForm();
      },
    };
  };
  const pageText = () => readFile(join(data, 'knowledge', PATH), 'utf8');

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'pasteur-counter-'));
    await mkdir(join(data, 'knowledge/ledger'), { recursive: true });
    await writeFile(join(data, 'knowledge', PATH), PAGE);
    room = await start();
  });
  afterEach(async () => {
    await room.close();
    await rm(data, { recursive: true });
  });

  it('is shown without what must not leave, goes into the page with what takes the entry out, and can be taken back', async () => {
    const answer = await room.ask(LINE);
    const form = await room.openCounter(answer, 'a planned close, ask anna@corp.example');
    expect(textsIn(form)).toEqual({
      text: 'ledger … is locked by session … of the nightly close on',
      unless: 'ledger … is locked by session … of the nightly close on',
    });
    expect(JSON.stringify(await room.submitCounter(form))).toContain(`Kept: ${PATH}`);
    const text = await pageText();
    expect(text).toContain('unless:\n  - "ledger … is locked by session … of the nightly close on"\n');
    expect(text).toMatch(
      /## Not examples\n\n```text 2026-11-21, admin, a planned close, ask <\S+>\nledger … is locked/,
    );
    expect(text).toContain('author: Ben # by hand');
    // What the vote said, then what became of the page.
    for (const _post of ['none is right', 'kept']) await room.slack.next('chat.postMessage');
    const told = await room.lastReply(answer.thread_ts);
    expect(String(told.text)).toContain('counter-example of Ledger is locked');
    expect(JSON.stringify(await room.ask(LINE.replace('4711', '12')))).not.toContain('Ledger is locked');
    expect(JSON.stringify(await room.ask('ledger 1 is locked by session 2'))).toContain('Ledger is locked');
    await room.press(told, 'save_undo');
    while (!String((await room.slack.next('chat.update')).args.text).includes('Taken back'));
    expect(await pageText()).toBe(PAGE);
  });

  it('goes to the repository of its page as a branch, and out of it again', async () => {
    await room.close();
    const server = await startGitServer(data);
    try {
      await server.create('acme/runbooks', { [PATH]: PAGE });
      room = await start({
        data: join(data, 'other'),
        knowledge: [server.urlOf('acme/runbooks')],
        git: { ...NO_PUSHES, pushes: true },
      });
      const answer = await room.ask(LINE);
      await room.submitCounter(await room.openCounter(answer));
      const reply = async (text: string) => {
        for (;;) {
          const told = await room.lastReply(answer.thread_ts);
          if (JSON.stringify(told.blocks ?? '').includes(text)) return told;
          await room.slack.next('chat.update');
        }
      };
      for (const _post of ['none is right', 'kept']) await room.slack.next('chat.postMessage');
      const told = await reply('is in acme/runbooks.');
      const [, branch = ''] = await server.branches('acme/runbooks');
      const changed = await server.git('acme/runbooks', 'show', `${branch}:${PATH}`);
      expect(changed).toContain('## Not examples');
      expect(JSON.stringify(await room.ask(LINE.replace('4711', '12')))).not.toContain('Ledger is locked');
      await room.press(told, 'save_undo');
      await reply('It is out of acme/runbooks again');
      expect(await server.branches('acme/runbooks')).toEqual(['main']);
      expect(JSON.stringify(await room.ask(LINE.replace('4711', '13')))).toContain('Ledger is locked');
    } finally {
      await room.close();
      await server.close();
      room = await start();
    }
  });

  it('that the page still answers is not kept, with the rule that fires, and what was typed stays', async () => {
    const form = await room.openCounter(await room.ask(LINE));
    const refused = await room.submitCounter(form, { unless: '', text: 'ledger 7 is locked by session 8' });
    expect(JSON.stringify(refused)).toContain('whose rule \\"ledger … is locked by session\\" fired');
    expect(textsIn(refused)).toEqual({ text: 'ledger 7 is locked by session 8', unless: '' });
    expect(await pageText()).toBe(PAGE);
  });

  it.each([
    ['nothing to hold it to', { text: ' ' }, 'at least one line'],
    ['an `unless` that is too short', { unless: 'err' }, 'so short'],
    ['an `unless` that takes out an example', { unless: 'is locked by session' }, 'can never fire'],
  ])('with %s is not kept', async (_, changes, message) => {
    const form = await room.openCounter(await room.ask(LINE));
    expect(JSON.stringify(await room.submitCounter(form, changes))).toContain(message);
    expect(await pageText()).toBe(PAGE);
  });

  it('of an answer that was shared begins empty: others never saw the whole paste', async () => {
    await room.send.command(LINE, { channel_id: room.channel });
    room.slack.react('conversations.info', () => ({ ok: true, channel: { is_ext_shared: false } }));
    await room.press({ ...(await room.send.responded()), ts: undefined }, 'answer_share');
    await room.slack.next('chat.postMessage');
    const { messages } = await room.slack.as('asker', 'conversations.history', { channel: room.channel });
    const form = await room.openCounter(asRecord(asList(messages)[0]));
    expect(textsIn(form)).toEqual({ text: '', unless: '' });
    await room.send.command('gaps');
    expect(JSON.stringify(await room.send.responded())).not.toContain('ledger');
  });

  it('keeps what somebody else wrote into the page meanwhile', async () => {
    const form = await room.openCounter(await room.ask(LINE));
    await writeFile(join(data, 'knowledge', PATH), `${PAGE}2. And look.\n`);
    expect(JSON.stringify(await room.submitCounter(form))).toContain('Kept');
    expect(await pageText()).toContain('2. And look.\n');
  });

  it('of two people at once overwrites nothing: the second one keeps it on a further try', async () => {
    const form = await room.openCounter(await room.ask(LINE));
    const other = { ...form, private_metadata: String(form.private_metadata).replace(/"draftId":"/, '$&2') };
    const texts = [
      { text: 'ledger 1 is locked by session 2 for the audit', unless: 'for the audit' },
      { text: 'ledger 1 is locked by session 2 for the backup', unless: 'for the backup' },
    ] as const;
    const shown = await Promise.all([
      room.submitCounter(form, texts[0]),
      room.submitCounter(other, texts[1]),
    ]);
    expect(JSON.stringify(shown)).toContain('Kept');
    // Which answer is whose cannot be told here; a refused one has its own texts.
    for (const view of shown.filter(({ submit }) => submit !== undefined)) {
      expect(JSON.stringify(view)).toContain('nothing was overwritten');
      expect(JSON.stringify(await room.submitCounter(view))).toContain('Kept');
    }
    for (const { text } of texts) expect(await pageText()).toContain(text);
  });

  it('is not kept on a full disk, which is named, and is once there is room', async () => {
    const disk = mountSmallDisk(1);
    if (disk === undefined) return;
    try {
      await room.close();
      await mkdir(join(disk.folder, 'knowledge/ledger'), { recursive: true });
      await writeFile(join(disk.folder, 'knowledge', PATH), PAGE);
      room = await start({ data: disk.folder });
      const form = await room.openCounter(await room.ask(LINE));
      disk.fill();
      const refused = await room.submitCounter(form);
      expect(JSON.stringify(refused)).toContain('the disk is full');
      expect(await readFile(join(disk.folder, 'knowledge', PATH), 'utf8')).toBe(PAGE);
      disk.makeRoom();
      expect(JSON.stringify(await room.submitCounter(refused))).toContain('Kept');
    } finally {
      await room.close();
      disk.remove();
    }
  });

  it('of a page that is gone says so, and keeps what was typed', async () => {
    const drafts = createMemoryDraftStore();
    await room.close();
    room = await start({ drafts });
    const form = await room.openCounter(await room.ask(LINE));
    await rm(join(data, 'knowledge', PATH));
    expect(JSON.stringify(await room.submitCounter(form, { text: 'mine' }))).toContain('gone');
    const kept = await drafts.get(String(asRecord(JSON.parse(String(form.private_metadata))).draftId));
    expect(kept?.draft.notExamples).toEqual(['mine']);
  });

  describe('of a page that Pasteur may not change', () => {
    const bundled = () => readFile(join(BUNDLED_KNOWLEDGE, 'nginx/upstream-connection-refused.md'), 'utf8');
    const changes = { text: `${BUNDLED} of the fire drill`, unless: 'of the fire drill' };

    it('comes as a file, with where to put it', async () => {
      const before = await bundled();
      const form = await room.openCounter(await room.ask(BUNDLED));
      expect(JSON.stringify(form)).toContain('it ships with Pasteur');
      const done = await room.submitCounter(form, changes);
      expect(JSON.stringify(done)).toContain('in your direct messages');
      const { args } = await room.slack.next('files.completeUploadExternal');
      const { file } = await room.slack.as('bot', 'files.info', { file: asList(args.files)[0]?.id });
      const text = await (
        await fetch(String(asRecord(file).url_private), { headers: { authorization: `Bearer ${BOT_TOKEN}` } })
      ).text();
      expect(text).toContain('  - "of the fire drill"\n');
      expect(text).toContain(changes.text);
      expect(await bundled()).toBe(before);
    });

    it('is shown to be copied where files cannot be sent', async () => {
      room.slack.react('files.getUploadURLExternal', () => ({ ok: false, error: 'missing_scope' }));
      const form = await room.openCounter(await room.ask(BUNDLED));
      expect(JSON.stringify(await room.submitCounter(form, changes))).toContain('of the fire drill');
    });
  });

  it('is saved from a form that was open over a restart', async () => {
    const form = await room.openCounter(await room.ask(LINE));
    await room.close();
    room = await start();
    expect(JSON.stringify(await room.submitCounter(form))).toContain('Kept');
    expect((await room.slack.next('chat.postMessage')).args.channel).toBe(ASKER);
    expect(await pageText()).toContain('## Not examples');
  });

  it('is for those who may save pages', async () => {
    await room.close();
    room = await start({ editors: ['U0EDITOR'] });
    const form = await room.openForm(await room.ask(LINE));
    expect(asList(form.blocks).map(({ block_id }) => block_id)).not.toContain('keep');
    await room.submit(form, { meant: '/none', keep: true });
    const refused = await room.filledForm();
    expect(JSON.stringify(refused)).toContain('PASTEUR_EDITORS');
    expect(refused.submit).toBeUndefined();
    expect(await pageText()).toBe(PAGE);
  });
});
