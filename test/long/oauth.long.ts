import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDeliveryLog } from '../../src/store/delivery-log.ts';
import {
  FIRST,
  type OAuthRoom,
  SECOND,
  STARTING_MS,
  startOAuthRoom,
  UNKNOWN,
} from '../support/oauth-room.ts';
import { pageWith } from '../support/pages.ts';
import { BOT_TOKEN, CLIENT_ID } from '../support/slack-workspace.ts';

let room: OAuthRoom;

beforeAll(async () => {
  room = await startOAuthRoom({
    environment: (folder) => ({ [`PASTEUR_KNOWLEDGE_${SECOND}`]: join(folder, 'own.md') }),
    prepare: (folder) =>
      writeFile(join(folder, 'own.md'), pageWith('Known to the second', ['"the second error"'])),
  });
}, STARTING_MS);
afterAll(() => room.close());

it('asks Slack for the scopes of the manifest', async () => {
  const { url } = await room.begin();
  expect(url.searchParams.get('client_id')).toBe(CLIENT_ID);
  expect(url.searchParams.get('scope')?.split(',')).toEqual(
    expect.arrayContaining(['chat:write', 'commands']),
  );
});

it('serves a workspace once it has installed Pasteur, with the token of that workspace', async () => {
  const { slack, send } = room;
  expect((await send.command('the shared error', { team_id: FIRST })).status).not.toBe(200);
  await room.install();
  expect((await room.triage(FIRST, 'the shared error')).text).toContain('Known to all');
  const channel = await slack.directMessage();
  const event = {
    type: 'message',
    channel_type: 'im',
    channel,
    user: 'U000000001',
    ts: '1700000000.000100',
    text: 'the shared error',
  };
  await send.event(event);
  const { token } = await slack.next('chat.postMessage');
  expect(token).toMatch(/^xoxb-/);
  expect(token).not.toBe(BOT_TOKEN);
  expect(room.logged()).not.toContain(token);
});

it('refuses a state that it did not give, and one that another browser began with', async () => {
  const { state, cookie } = await room.begin();
  const before = room.slack.calls('oauth.v2.access').length;
  expect((await room.finish('made-up', 'slack-app-oauth-state=made-up')).status).toBe(400);
  expect((await room.finish(state, '')).status).toBe(400);
  expect((await room.finish(state, 'slack-app-oauth-state=another')).status).toBe(400);
  expect(room.slack.calls('oauth.v2.access')).toHaveLength(before);
  expect((await room.finish(state, cookie)).status).toBe(200);
});

it('answers each workspace from its own knowledge and with its own token', async () => {
  const { slack, send } = room;
  await room.installSecond();
  expect((await room.triage(SECOND, 'the second error')).text).toContain('Known to the second');
  expect((await room.triage(SECOND, 'the shared error')).text).not.toContain('Known to all');
  expect((await room.triage(FIRST, 'the second error')).text).not.toContain('Known to the second');
  const channel = await slack.directMessage();
  const event = {
    type: 'message',
    channel_type: 'im',
    channel,
    user: 'U000000001',
    ts: '1700000000.000200',
    text: 'the second error',
  };
  await send.event(event, { team_id: SECOND });
  expect((await slack.next('chat.postMessage')).token).toBe(BOT_TOKEN);
});

it(
  'takes up what a workspace asked of a process that was killed, with its knowledge and its token',
  async () => {
    const { slack } = room;
    const channel = await slack.directMessage();
    const text = 'the second error';
    const { ts } = await slack.as('asker', 'chat.postMessage', { channel, text });
    const event = { type: 'message', channel_type: 'im', channel, user: 'U000000001', ts, text };
    const body = JSON.stringify({ type: 'event_callback', event_id: 'EvCut', team_id: SECOND, event });
    await room.restart(async (database) => {
      await createDeliveryLog(database).begin('event:EvCut', { body, team: SECOND });
    });
    const { token, args } = await slack.next('chat.postMessage');
    expect(token).toBe(BOT_TOKEN);
    expect(args).toMatchObject({ thread_ts: ts, text: expect.stringContaining('Known to the second') });
  },
  STARTING_MS,
);

it('does not answer a workspace that has not installed it', async () => {
  expect((await room.send.command('the shared error', { team_id: UNKNOWN })).status).not.toBe(200);
});

it('keeps a workspace when a person takes their own token back, or when it came back meanwhile', async () => {
  const { slack, send } = room;
  await send.event({ type: 'tokens_revoked', tokens: { oauth: ['U000000001'] } }, { team_id: SECOND });
  slack.react('auth.test', () => ({ ok: true }));
  await send.event({ type: 'app_uninstalled' }, { team_id: SECOND });
  await room.saw('has installed Pasteur again');
  expect((await room.triage(SECOND, 'the second error')).text).toContain('Known to the second');
});

it('forgets a workspace that takes it out, and no other', async () => {
  await room.uninstallSecond();
  expect((await room.send.command('the second error', { team_id: SECOND })).status).not.toBe(200);
  expect((await room.triage(FIRST, 'the shared error')).text).toContain('Known to all');
});
