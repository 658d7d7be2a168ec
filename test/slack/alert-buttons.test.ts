import { ASKER, asList } from '../support/slack-workspace.ts';
import {
  alertmanagerPost,
  CARDS,
  OPENING_MS,
  startWatchRoom,
  type WatchRoom,
} from '../support/watch-room.ts';

const KNOWN = 'connect() failed (111: Connection refused) while connecting to upstream';

import { wrongActions } from '../support/wrong-room.ts';

type Message = Record<string, unknown>;

describe('the buttons on the card of an alert', () => {
  let watched: WatchRoom;
  beforeAll(async () => {
    watched = await startWatchRoom();
  }, OPENING_MS);
  afterAll(() => watched.close());

  const press = (card: Message, channel: string, actionId: string) => {
    const elements = asList(card.blocks).flatMap(({ elements }) => asList(elements));
    const button = elements.find(({ action_id }) => action_id === actionId);
    if (button === undefined) throw new Error(`no button ${actionId}`);
    return watched.room.send.interaction({
      type: 'block_actions',
      container: { type: 'message', message_ts: card.ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: 'any' },
      message: card,
      actions: [{ ...button, block_id: 'b', action_ts: '1' }],
    });
  };
  const cardOf = async (name: string, fields: object = {}) => {
    await watched.send({ name, status: 'firing', labels: { instance: 'a' }, summary: KNOWN, ...fields });
    await watched.shown();
    const card = (await watched.said(CARDS)).find((message) => JSON.stringify(message).includes(name));
    if (card === undefined) throw new Error(`no card of ${name}`);
    return card;
  };
  const whispered = async () => String((await watched.room.slack.next('chat.postEphemeral')).args.text);

  it('Not this shows the next candidate in the thread, once, and the card keeps its buttons', async () => {
    const card = await cardOf('NotThisOne');
    await press(card, CARDS, 'answer_not_this');
    let thread: readonly Message[] = [];
    while (thread.length === 0) {
      await watched.room.slack.next('chat.postMessage');
      thread = await watched.thread(String(card.ts), CARDS);
    }
    expect(thread[0]?.text).toContain('Connection refused');
    expect(JSON.stringify(await cardOf('NotThisOne'))).toContain('answer_not_this');
    await press(card, CARDS, 'answer_not_this');
    expect((await watched.room.send.responded()).text).toContain('already in the thread');
    expect(await watched.thread(String(card.ts), CARDS)).toHaveLength(1);
  });

  it('Why? shows the rule and the line of the alert', async () => {
    const card = await cardOf('WhyThis');
    await press(card, CARDS, 'answer_why');
    const { text, blocks } = await watched.room.send.responded();
    expect([text, JSON.stringify(blocks)]).toEqual([
      'Why this entry was answered.',
      expect.stringContaining('connect() failed (111: Connection refused)'),
    ]);
  });

  it('Wrong says in the thread which entry is right, and the card keeps its buttons', async () => {
    const card = await cardOf('WrongHere');
    const { openForm, submit } = wrongActions(watched.room, CARDS);
    const form = await openForm(card);
    await submit(form, { meant: '/none', words: 'a planned restart' });
    let thread: readonly Message[] = [];
    while (thread.length === 0) {
      await watched.room.slack.next('chat.postMessage');
      thread = await watched.thread(String(card.ts), CARDS);
    }
    expect(thread[0]?.text).toContain('no entry is right');
    expect(JSON.stringify(thread[0]?.blocks)).toContain('a planned restart');
    expect(JSON.stringify(await cardOf('WrongHere'))).toContain('answer_wrong');
  });

  it('Helpful is noted for the entry, once for each person', async () => {
    const ts = await watched.post(alertmanagerPost('[FIRING:1] HelpedHere (a b)', KNOWN));
    const [card] = await watched.thread(ts);
    for (const _press of [1, 2]) {
      await press(card ?? {}, watched.channel, 'answer_helpful');
      expect(await whispered()).toContain('Thank you');
    }
    expect(watched.room.feedback.filter(({ kind }) => kind === 'helpful')).toEqual([
      { kind: 'helpful', entry: 'nginx/upstream-connection-refused', user: ASKER, channel: watched.channel },
    ]);
  });

  it('are not there where no entry knows the alert', async () => {
    const card = await cardOf('UnknownThing', { summary: 'nobody knows' });
    expect(JSON.stringify(card.blocks)).toContain('No entry knows this alert.');
    expect(JSON.stringify(card.blocks)).not.toContain('"actions"');
  });
});
