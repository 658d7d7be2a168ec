import { createLogger } from '../../src/log.ts';
import { createFeedbackDesk, type FeedbackDesk } from '../../src/slack/feedback/feedback-desk.ts';
import { createMemoryFeedback } from '../../src/slack/feedback/memory-feedback.ts';
import { withTeam } from '../../src/store/current-team.ts';
import { type Database, openDatabase } from '../../src/store/database/database.ts';
import { createFeedbackStore } from '../../src/store/feedback.ts';
import { migrate } from '../../src/store/migrate.ts';
import { pageWith, triageOf } from '../support/pages.ts';
import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList, asRecord } from '../support/slack-workspace.ts';

const LINE = 'ERROR the quux pipeline is stuck';
const triage = triageOf({
  'alpha/stuck': pageWith('Alpha is stuck', ['"the quux pipeline is stuck"']),
  'beta/stuck': pageWith('Beta is stuck', ['"the quux pipeline is stuck"']),
});

describe('what people think of answers', () => {
  let database: Database;
  let room: TestRoom;
  let desk: FeedbackDesk;
  let channel: string;

  beforeAll(async () => {
    database = await openDatabase({});
    await migrate(database);
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await database.query('DELETE FROM pasteur.votes');
    desk = await createFeedbackDesk({
      store: createFeedbackStore(database),
      keep: { text: 'never', days: 30 },
      log: createLogger('silent'),
    });
    room = await startTestRoom({ triage, feedback: desk });
    channel = await room.slack.channel('incidents');
  });
  afterEach(() => room.close());

  const ask = async (text = LINE) => {
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel, text });
    await room.send.event({ type: 'app_mention', channel, user: ASKER, ts, text });
    await room.slack.next('chat.postMessage');
    const { messages } = await room.slack.as('asker', 'conversations.replies', { channel, ts });
    return asRecord(asList(messages).at(-1));
  };
  const press = async (message: Record<string, unknown>, action: string, user: string) => {
    const button = asList(message.blocks)
      .flatMap(({ elements }) => asList(elements))
      .find(({ action_id }) => action_id === action);
    await room.send.interaction({
      type: 'block_actions',
      user: { id: user, username: 'someone', team_id: 'T000000001' },
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel,
        thread_ts: message.thread_ts,
      },
      channel: { id: channel, name: 'incidents' },
      message,
      actions: [{ ...button, block_id: 'b', action_ts: '1' }],
    });
    await room.slack.next(action === 'answer_helpful' ? 'chat.postEphemeral' : 'chat.postMessage');
  };

  it('is shown under the entry, and puts its equal first', async () => {
    expect(String((await ask()).text)).toContain('Alpha is stuck');
    for (const user of ['U0ONE', 'U0TWO', 'U0THREE']) await press(await ask(), 'answer_not_this', user);
    const answer = await ask();
    expect(String(answer.text)).toContain('Beta is stuck');
    await press(answer, 'answer_helpful', 'U0ONE');
    expect(JSON.stringify((await ask()).blocks)).toContain('People say: solved 1 of 1');
  });

  it('is taken with thanks where the question is gone, and does not count', async () => {
    const answer = await ask();
    room.slack.react('conversations.replies', () => ({ ok: false, error: 'thread_not_found' }));
    await press(answer, 'answer_helpful', 'U0ONE');
    expect(desk.tallyOf('alpha/stuck')).toBeUndefined();
  });

  it('of one person counts once, however often they press', async () => {
    for (let times = 0; times < 4; times += 1) await press(await ask(), 'answer_helpful', 'U0SPITE');
    expect(desk.tallyOf('alpha/stuck')).toMatchObject({ solved: 1, asked: 1 });
    const prior = desk.priors().get('alpha/stuck') ?? 0;
    expect(prior).toBeGreaterThan(0);
    expect(prior).toBeLessThan(0.21);
  });

  it('stays in their workspace, over a restart, until that takes Pasteur out', async () => {
    const store = createFeedbackStore(database);
    const vote = { person: 'U0ONE', entry: 'alpha/stuck', kind: 'helpful', meant: undefined } as const;
    await withTeam('T1', () => desk.vote({ ...vote, text: LINE }));
    const restarted = await createFeedbackDesk({
      store,
      keep: { text: 'never', days: 30 },
      log: createLogger('silent'),
    });
    for (const each of [desk, restarted]) {
      const tallyFor = (team: string | undefined) => withTeam(team, () => each.tallyOf('alpha/stuck'));
      expect(tallyFor('T1')).toMatchObject({ solved: 1, asked: 1 });
      expect(withTeam('T1', each.priors).get('alpha/stuck')).toBeGreaterThan(0);
      expect(tallyFor('T2')).toBeUndefined();
      expect(tallyFor(undefined)).toBeUndefined();
      each.forget('T1');
      expect(tallyFor('T1')).toBeUndefined();
    }
  });
});

it('in memory weighs a thousand votes of one person as one', async () => {
  const store = createMemoryFeedback();
  for (let paste = 0; paste < 1000; paste += 1) {
    await store.vote({ person: 'U1', paste: `p${paste}`, entry: 'a/b', kind: 'not_this', meant: undefined });
  }
  await store.vote({ person: 'U2', paste: 'p1', entry: 'a/b', kind: 'wrong', meant: 'c/d' });
  const standings = await store.standings(90);
  expect(standings.find(({ entry }) => entry === 'a/b')).toMatchObject({ net: -2, total: 2, asked: 1000 });
  expect(standings.find(({ entry }) => entry === 'c/d')).toMatchObject({ net: 1, total: 1, solved: 1 });
});
