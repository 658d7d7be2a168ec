import { createMemoryAnswerLog, type KeptAnswer } from '../../src/slack/answers/answer-log.ts';
import { createMemoryDeliveryLog } from '../../src/slack/delivery/delivery-log.ts';
import { type Database, openDatabase } from '../../src/store/database/database.ts';
import { createDeliveryLog, releaseDeliveries } from '../../src/store/delivery-log.ts';
import { migrate } from '../../src/store/migrate.ts';
import { type ReplicaRoom, startReplicaRoom } from '../support/replica-room.ts';
import { ASKER, asList, type SlackWorkspace } from '../support/slack-workspace.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

let database: Database;
let room: ReplicaRoom | undefined;
let channel: string;
let ts: string;

beforeAll(async () => {
  database = await openDatabase({});
  await migrate(database);
});
afterAll(() => database.close());
afterEach(async () => {
  await room?.close();
  room = undefined;
  await database.query('DELETE FROM pasteur.deliveries');
});

/** Starts a bot after a process that asked, took `event` on, and was killed. */
async function startAfter(
  leave: (slack: SlackWorkspace) => Promise<Record<string, unknown>>,
  { answers = createMemoryAnswerLog(), tries = 1 } = {},
): Promise<SlackWorkspace> {
  const log = createDeliveryLog(database);
  const before = async (slack: SlackWorkspace) => {
    channel = await slack.directMessage();
    ts = String((await slack.as('asker', 'chat.postMessage', { channel, text: LINE })).ts);
    const event = { type: 'message', channel_type: 'im', channel, ...(await leave(slack)) };
    const body = JSON.stringify({
      type: 'event_callback',
      event_id: 'Ev1',
      team_id: 'T000000001',
      is_ext_shared_channel: false,
      event,
    });
    await log.begin('event:Ev1', { body, team: '' });
    const ago = "now() - interval '3 minutes'";
    await database.query(`UPDATE pasteur.deliveries SET tries = $1, asked_at = ${ago}`, [tries]);
    await releaseDeliveries(database);
  };
  room = await startReplicaRoom([log], { answers, before });
  return room.slack;
}

const asked = async () => ({ user: ASKER, ts, text: LINE });
const edited = (text: string, at: string) => ({
  subtype: 'message_changed',
  message: { type: 'message', user: ASKER, ts, text, edited: { user: ASKER, ts: at } },
});
const answer = (posted: readonly string[]): KeptAnswer => ({
  channel,
  questionTs: ts,
  threadTs: ts,
  asker: ASKER,
  ref: undefined,
  about: [ts],
  posted,
});
/** Says something as the bot did before it was killed. */
const said = async (slack: SlackWorkspace) => {
  const mark = { event_type: 'pasteur_answer', event_payload: { question: ts, part: 0 } };
  const message = { channel, thread_ts: ts, text: 'what was said', metadata: JSON.stringify(mark) };
  return String((await slack.as('bot', 'chat.postMessage', message)).ts);
};
const kept = () => database.query('SELECT event_id FROM pasteur.deliveries WHERE body IS NOT NULL');
const replies = async (slack: SlackWorkspace) =>
  asList((await slack.as('bot', 'conversations.replies', { channel, ts })).messages).slice(1);

describe('of a process that was killed,', () => {
  it('a question is answered and then forgotten', async () => {
    const slack = await startAfter(asked);
    expect((await slack.next('chat.postMessage')).args).toMatchObject({ channel, thread_ts: ts });
    await room?.settle();
    expect(await kept()).toEqual([]);
  });

  it('a question is answered as its author has changed it meanwhile', async () => {
    const slack = await startAfter(async (before) => {
      await before.as('asker', 'chat.update', { channel, ts, text: 'it is slow' });
      return asked();
    });
    expect((await slack.next('chat.postMessage')).args.text).toContain('Slow answers');
  });

  it('a question that was changed meanwhile has its old answer replaced', async () => {
    const slack = await startAfter(async (before) => {
      await said(before);
      await before.as('asker', 'chat.update', { channel, ts, text: 'it is slow' });
      return asked();
    });
    await slack.next('chat.delete');
    await slack.next('chat.postMessage');
    await room?.settle();
    expect((await replies(slack)).map(({ text }) => text)).toEqual([expect.stringContaining('Slow answers')]);
  });

  it('a question that was deleted meanwhile is not answered, and what was said of it goes', async () => {
    const slack = await startAfter(async (before) => {
      const root = String((await before.as('asker', 'chat.postMessage', { channel, text: 'another' })).ts);
      const reply = { channel, thread_ts: root, text: LINE };
      ts = String((await before.as('asker', 'chat.postMessage', reply)).ts);
      const event = { ...(await asked()), thread_ts: root };
      const mark = { event_type: 'pasteur_answer', event_payload: { question: ts, part: 0 } };
      const posted = { channel, thread_ts: root, text: 'said', metadata: JSON.stringify(mark) };
      await before.as('bot', 'chat.postMessage', posted);
      await before.as('asker', 'chat.delete', { channel, ts });
      return event;
    });
    await slack.next('chat.delete');
    await room?.settle();
    expect(slack.calls('chat.postMessage')).toHaveLength(0);
  });

  it('a question whose answer stands is not answered again', async () => {
    const slack = await startAfter(async (before) => {
      await said(before);
      return asked();
    });
    await slack.next('conversations.replies');
    await room?.settle();
    expect((await replies(slack)).map(({ text }) => text)).toEqual(['what was said']);
    expect(await kept()).toEqual([]);
  });

  it('an edit is followed', async () => {
    const answers = createMemoryAnswerLog();
    let posted = '';
    const slack = await startAfter(
      async (before) => {
        posted = await said(before);
        await answers.keep(answer([posted]));
        return edited('it is slow', '1800000000.000000');
      },
      { answers },
    );
    const { args } = await slack.next('chat.update');
    expect(args).toMatchObject({ ts: posted, text: expect.stringContaining('Slow answers') });
  });

  it('a deletion is followed', async () => {
    const answers = createMemoryAnswerLog();
    let posted = '';
    const slack = await startAfter(
      async (before) => {
        posted = await said(before);
        await answers.keep(answer([posted]));
        return { subtype: 'message_deleted', deleted_ts: ts };
      },
      { answers },
    );
    expect((await slack.next('chat.delete')).args.ts).toBe(posted);
    await room?.settle();
    expect(await answers.find(channel, ts)).toBeUndefined();
  });

  it('a question that failed every time is told to its asker, and forgotten', async () => {
    const slack = await startAfter(asked, { tries: 5 });
    expect((await slack.next('chat.postMessage')).args.text).toMatch(/could not answer.*event:Ev1/);
    await room?.settle();
    expect(await kept()).toEqual([]);
  });

  it('a question that failed every time is forgotten without a word where its answer stands', async () => {
    const leave = async (before: SlackWorkspace) => {
      await said(before);
      return asked();
    };
    const slack = await startAfter(leave, { tries: 5 });
    await slack.next('conversations.replies');
    await room?.settle();
    expect(slack.calls('chat.postMessage')).toHaveLength(0);
    expect(await kept()).toEqual([]);
  });
});

describe('a question', () => {
  const start = async (logs: Parameters<typeof startReplicaRoom>[0], options = {}) => {
    room = await startReplicaRoom(logs, options);
    channel = await room.slack.directMessage();
    ts = String((await room.slack.as('asker', 'chat.postMessage', { channel, text: LINE })).ts);
    return room.slack;
  };
  const deliver = (replica: number, event: Record<string, unknown>) =>
    room?.send[replica]?.event({ type: 'message', channel_type: 'im', channel, ...event });

  it('whose asker heard neither its answer nor of its failure is tried again', async () => {
    const slack = await start([createDeliveryLog(database, 1)], { questions: { takeUpEveryMs: 100 } });
    let calls = 0;
    slack.react('chat.postMessage', () => {
      calls += 1;
      // The answer fails, then the word about it.
      return calls > 2 ? undefined : { ok: false, error: 'fatal_error' };
    });
    await deliver(0, await asked());
    for (let call = 0; call < 2; call += 1) await slack.next('chat.postMessage');
    expect((await slack.next('chat.postMessage')).args.text).toContain('nginx cannot connect');
  });

  it('that the log of deliveries does not take in time is acknowledged after its answer', async () => {
    const begin = () => new Promise<never>(() => undefined);
    const questions = { patienceMs: 50, holdMs: 60_000 };
    const slack = await start([{ ...createMemoryDeliveryLog(), begin }], { questions });
    const { status } = (await deliver(0, await asked())) ?? {};
    expect({ status, answers: slack.calls('chat.postMessage').length }).toEqual({ status: 200, answers: 1 });
  });

  it('that Slack delivers again, and that a process answered which could not write it down, is not answered again', async () => {
    const slack = await start([createDeliveryLog(database)]);
    await said(slack);
    await room?.send[0]?.event({ type: 'message', channel_type: 'im', channel, ...(await asked()) }, {}, 1);
    await slack.next('conversations.replies');
    await room?.settle();
    expect(slack.calls('chat.postMessage')).toHaveLength(0);
  });

  it('that is edited twice ends with the later edit, whichever replica hears of it first', async () => {
    const log = createDeliveryLog(database);
    const slack = await start([log, log], { answers: createMemoryAnswerLog() });
    await deliver(0, await asked());
    await slack.next('chat.postMessage');
    await deliver(0, edited('it is slow', '1800000002.000000'));
    await slack.next('chat.update');
    await deliver(1, edited(LINE, '1800000001.000000'));
    await room?.settle();
    expect(slack.calls('chat.update')).toHaveLength(1);
  });
});
