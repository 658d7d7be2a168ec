import { buildAlertCard } from '../../src/slack/blocks/alert-card.ts';
import { alertView } from '../support/alert-view.ts';
import { entriesOf, pageWith } from '../support/pages.ts';
import { ASKER, asList } from '../support/slack-workspace.ts';
import { startWrongRoom, type WrongRoom } from '../support/wrong-room.ts';

const LINE = 'ERROR the quux pipeline is stuck at shard 17';
const PAGES = {
  'alpha/stuck': pageWith('Alpha is stuck', ['"the quux pipeline is stuck"']),
  'beta/stuck': pageWith('Beta is stuck', ['"the quux pipeline is stuck"']),
  'gamma/lease': pageWith('Gamma lost its lease', ['"lease of gamma was lost"'], 'tags: [scheduler]\n'),
};

describe('Wrong', () => {
  let room: WrongRoom;
  beforeEach(async () => {
    room = await startWrongRoom({ pages: PAGES });
  });
  afterEach(() => room.close());

  const said = async () => (await room.slack.next('chat.postMessage')).args;
  const whispered = async () => String((await room.slack.next('chat.postEphemeral')).args.text);

  it('asks which entry is right, shows it in the thread, and takes the buttons off', async () => {
    const answer = await room.ask(LINE);
    const form = await room.openForm(answer);
    expect(JSON.stringify(form.blocks)).toContain('Shown was: Alpha is stuck');
    expect(await room.submit(form, { meant: 'gamma/lease', words: 'shards come later' })).toBeUndefined();
    const right = await said();
    expect(right).toMatchObject({ channel: room.channel, thread_ts: answer.thread_ts });
    const shown = JSON.stringify(right.blocks);
    expect(shown).toContain('Gamma lost its lease');
    expect(shown).toContain('says that it is this, not “Alpha is stuck”');
    expect(shown).toContain('“shards come later”');
    expect(shown).not.toMatch(/quux|<@U/);
    const { args } = await room.slack.next('chat.update');
    expect(args.ts).toBe(answer.ts);
    expect(asList(args.blocks).map(({ type }) => type)).not.toContain('actions');
    expect(room.desk.tallyOf('alpha/stuck')).toMatchObject({ solved: 0, asked: 1 });
    expect(room.desk.tallyOf('gamma/lease')).toMatchObject({ solved: 1, asked: 1 });
    expect(room.feedback).toEqual([
      { kind: 'wrong', entry: 'alpha/stuck', user: ASKER, channel: room.channel },
    ]);
  });

  it('lets the thread go on with the entry that was named', async () => {
    const answer = await room.ask(LINE);
    await room.submit(await room.openForm(answer), { meant: 'gamma/lease' });
    await said();
    await room.slack.next('chat.update');
    const follow = async (text: string) => {
      const place = { channel: room.channel, thread_ts: answer.thread_ts };
      const { ts } = await room.slack.as('asker', 'chat.postMessage', { ...place, text });
      await room.send.event({ type: 'app_mention', ...place, user: ASKER, ts, text });
      return JSON.stringify((await said()).blocks);
    };
    expect(await follow('steps')).toContain('Steps: Gamma lost its lease');
    expect(await follow('why')).toContain('Nothing in the paste speaks for it');
    expect(await follow('next')).toContain('Beta is stuck');
  });

  it('is still there once all candidates were turned down', async () => {
    const answer = await room.ask(LINE);
    await room.press(answer, 'answer_not_this');
    await said();
    await room.press((await room.thread(answer.thread_ts)).at(-1) ?? {}, 'answer_not_this');
    expect((await said()).text).toContain('That was the last candidate');
    const form = await room.openForm((await room.thread(answer.thread_ts)).at(-1) ?? {});
    expect(JSON.stringify(form.blocks)).toContain('Shown was: Beta is stuck');
    await room.submit(form, { meant: 'gamma/lease' });
    expect(JSON.stringify((await said()).blocks)).toContain('Gamma lost its lease');
  });

  it('offers what else the paste could be, then entries by the beginnings of words in id, title and tags', async () => {
    const form = await room.openForm(await room.ask(LINE));
    const values = async (typed: string) => (await room.suggest(form, typed)).map(({ value }) => value);
    expect(await values('')).toEqual(['beta/stuck', '/none']);
    expect(await values('lea')).toEqual(['gamma/lease', '/none']);
    expect(await values('SCHED gam')).toEqual(['gamma/lease', '/none']);
    expect((await values('the lease of gamma was lost again')).at(0)).toBe('gamma/lease');
    expect(await values('<!channel> zzz')).toEqual(['/none']);
  });

  it('takes that none is right: the text is then among what to write next, once for a person', async () => {
    const answer = await room.ask(LINE);
    for (const words of ['', 'again']) {
      await room.submit(await room.openForm(answer), { meant: '/none', words });
      if (words === '') expect((await said()).text).toContain('no entry is right');
      else expect(await whispered()).toContain('already said');
    }
    await room.send.command('gaps');
    const gaps = JSON.stringify(await room.send.responded());
    expect(gaps).toContain('the quux pipeline is stuck at shard <n>');
    expect(gaps).toContain('1 question without an entry');
    expect(room.desk.tallyOf('alpha/stuck')).toMatchObject({ solved: 0, asked: 1 });
  });

  it('of one person counts once, the last choice', async () => {
    const answer = await room.ask(LINE);
    for (const meant of ['gamma/lease', 'beta/stuck']) {
      await room.submit(await room.openForm(answer), { meant });
      await said();
    }
    expect(room.desk.tallyOf('alpha/stuck')).toMatchObject({ asked: 1 });
    expect(room.desk.tallyOf('gamma/lease')).toBeUndefined();
    expect(room.desk.tallyOf('beta/stuck')).toMatchObject({ solved: 1 });
  });

  it('of two people who say the same is shown once, and counts twice', async () => {
    const answer = await room.ask(LINE);
    await room.submit(await room.openForm(answer), { meant: 'beta/stuck' });
    await said();
    await room.submit(await room.openForm(answer, { user: 'U0OTHER' }), { meant: 'beta/stuck' }, 'U0OTHER');
    expect(await whispered()).toContain('already said');
    expect(room.desk.priors().get('beta/stuck')).toBeGreaterThan(0.3);
  });

  it('keeps its form open where the entry is gone, or is the one that was shown', async () => {
    const form = await room.openForm(await room.ask(LINE));
    expect(String((await room.submit(form, { meant: 'alpha/stuck' }))?.meant)).toContain('was shown');
    expect(String((await room.submit(form, {}))?.meant)).toContain('Choose');
    room.replaceEntries(entriesOf({ 'alpha/stuck': PAGES['alpha/stuck'] }));
    expect(String((await room.submit(form, { meant: 'beta/stuck' }))?.meant)).toContain('gone');
    const other = { ...form, private_metadata: 'from elsewhere' };
    expect(String((await room.submit(other, { meant: 'alpha/stuck' }))?.meant)).toContain('another release');
  });

  it('names the right entry where the wrong one is gone', async () => {
    const answer = await room.ask(LINE);
    room.replaceEntries(entriesOf({ 'gamma/lease': PAGES['gamma/lease'] }));
    const form = await room.openForm(answer);
    expect(JSON.stringify(form.blocks)).not.toContain('Shown was');
    await room.submit(form, { meant: 'gamma/lease' });
    expect(JSON.stringify((await said()).blocks)).toContain('Gamma lost its lease');
    expect(room.desk.tallyOf('gamma/lease')).toMatchObject({ solved: 1 });
  });

  it('shows the right entry also where the question is gone, and does not count', async () => {
    const answer = await room.ask(LINE);
    const form = await room.openForm(answer);
    room.slack.react('conversations.replies', () => ({ ok: false, error: 'thread_not_found' }));
    expect(await room.suggest(form, '')).toHaveLength(1);
    await room.submit(form, { meant: 'beta/stuck' });
    expect(JSON.stringify((await said()).blocks)).toContain('Beta is stuck');
    await room.settle();
    expect(room.desk.tallyOf('beta/stuck')).toBeUndefined();
  });

  it('of an answer that only its asker sees replaces it, for them alone', async () => {
    await room.send.command(LINE, { channel_id: room.channel });
    const hidden = await room.send.responded();
    const form = await room.openForm(hidden, { isHidden: true });
    await room.submit(form, { meant: 'gamma/lease' });
    const replaced = await room.send.responded();
    expect(replaced).toMatchObject({ response_type: 'ephemeral', replace_original: true });
    expect(JSON.stringify(replaced.blocks)).toContain('You say that it is this');
    expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
    expect(room.desk.tallyOf('gamma/lease')).toMatchObject({ solved: 1 });
  });

  it('of such an answer goes to a direct message once its address has run out', async () => {
    await room.send.command(LINE, { channel_id: room.channel });
    const form = await room.openForm(await room.send.responded(), { isHidden: true });
    const metadata = String(form.private_metadata).replace(/http:[^"]*/, 'http://127.0.0.1:9/gone');
    await room.submit({ ...form, private_metadata: metadata }, { meant: 'gamma/lease' });
    expect((await said()).channel).toBe(ASKER);
  });

  it('says nothing in a channel that another company has joined, whenever that was', async () => {
    const answer = await room.ask(LINE);
    const form = await room.openForm(answer);
    room.slack.react('conversations.info', () => ({ ok: true, channel: { is_ext_shared: true } }));
    await room.press(answer, 'answer_wrong');
    expect(await whispered()).toContain('shared with another company');
    await room.submit(form, { meant: 'gamma/lease' });
    expect(await whispered()).toContain('shared with another company');
    await room.settle();
    expect(room.slack.calls('chat.postMessage')).toHaveLength(1);
    expect(room.desk.tallyOf('alpha/stuck')).toBeUndefined();
  });

  it('names nobody to themselves in a direct message', async () => {
    const dm = await room.slack.directMessage();
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel: dm, text: LINE });
    await room.send.event({
      type: 'message',
      channel_type: 'im',
      channel: dm,
      user: ASKER,
      ts,
      text: LINE,
    });
    await said();
    const { messages } = await room.slack.as('asker', 'conversations.replies', { channel: dm, ts });
    const form = await room.openForm({ ...asList(messages).at(-1), channel: dm });
    await room.submit(form, { meant: 'beta/stuck' });
    const { channel, blocks } = await said();
    expect(channel).toBe(dm);
    expect(JSON.stringify(blocks)).toContain('You say that it is this, not “Alpha is stuck”');
  });

  it('is sent after a restart too', async () => {
    const answer = await room.ask(LINE);
    const form = await room.openForm(answer);
    await room.settle();
    const second = await startWrongRoom({ pages: PAGES, slack: room.slack });
    try {
      expect(await second.submit(form, { meant: 'beta/stuck' })).toBeUndefined();
      expect(await said()).toMatchObject({ channel: room.channel, thread_ts: answer.thread_ts });
      await second.settle();
      expect(second.desk.tallyOf('beta/stuck')).toMatchObject({ solved: 1 });
    } finally {
      await second.close();
    }
  });
});

it('the card of an alert that an entry knows has it', () => {
  const answer = { id: 'a/b', title: 'A', page: 'a/b.md', causes: [], steps: [], confidence: 1 };
  const { blocks } = buildAlertCard({ ...alertView({ name: 'A' }), answer });
  expect(JSON.stringify(blocks)).toContain('"answer_wrong"');
});
