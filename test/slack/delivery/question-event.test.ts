import { readQuestionEvent } from '../../../src/slack/delivery/question-event.ts';

const ENVELOPE = {
  type: 'event_callback',
  token: 'old-token',
  team_id: 'T1',
  enterprise_id: 'E1',
  event_id: 'Ev1',
  is_ext_shared_channel: false,
};
const DIRECT = {
  type: 'message',
  channel_type: 'im',
  channel: 'D1',
  user: 'U1',
  ts: '1.2',
  text: 'it broke',
};
const CHANGE = { type: 'message', channel_type: 'im', channel: 'D1', subtype: 'message_changed' };
const WRITTEN = { type: 'message', user: 'U1', ts: '1.2', text: 'it broke' };

const read = (event: object, envelope: object = {}, hasTeams = false) =>
  readQuestionEvent({ ...ENVELOPE, ...envelope, event }, hasTeams);

describe('a delivery that asks something', () => {
  it.each([
    ['a direct message', DIRECT],
    ['a direct message with a file', { ...DIRECT, subtype: 'file_share' }],
    ['a mention', { type: 'app_mention', channel: 'C1', user: 'U1', ts: '1.2', text: '<@U0>' }],
    [
      'a word in a thread',
      { ...DIRECT, channel_type: 'channel', channel: 'C1', thread_ts: '1.1', text: 'next' },
    ],
    ['an edit', { ...CHANGE, message: { ...WRITTEN, text: 'it is slow' }, previous_message: WRITTEN }],
    ['a blanked question', { ...CHANGE, message: { subtype: 'tombstone', ts: '1.2' } }],
    ['a deletion', { ...DIRECT, subtype: 'message_deleted', deleted_ts: '1.2' }],
  ])('is known in %s', (_what, event) => {
    expect(read(event)?.key).toBe('event:Ev1');
  });

  it.each([
    ['talk in a channel', { ...DIRECT, channel_type: 'channel', channel: 'C1' }],
    ['a message of an app', { ...DIRECT, bot_id: 'B1' }],
    ['a mention by an app', { type: 'app_mention', channel: 'C1', bot_id: 'B1', ts: '1.2' }],
    [
      'a link that Slack unfurls',
      { ...CHANGE, message: { ...WRITTEN, attachments: [{}] }, previous_message: WRITTEN },
    ],
    ['the opening of App Home', { type: 'app_home_opened', user: 'U1', tab: 'home' }],
  ])('is not seen in %s', (_what, event) => {
    expect(read(event)).toBeUndefined();
  });

  it('is kept with what it takes to answer it, and no more', () => {
    const event = { ...CHANGE, message: { ...WRITTEN, text: 'it is slow' }, previous_message: WRITTEN };
    const { token: _token, ...envelope } = ENVELOPE;
    const { previous_message: _previous, ...now } = event;
    expect(JSON.parse(read(event)?.question.body ?? '')).toEqual({ ...envelope, event: now });
  });

  it.each([
    ['a workspace', [{ team_id: 'T2', enterprise_id: 'E1', is_enterprise_install: false }], 'T2'],
    ['an organization', [{ team_id: 'T2', enterprise_id: 'E1', is_enterprise_install: true }], 'E1'],
    ['the workspace of the event', undefined, 'T1'],
  ])('belongs to %s that installed Pasteur', (_what, authorizations, team) => {
    expect(read(DIRECT, { authorizations }, true)?.question.team).toBe(team);
    expect(read(DIRECT, { authorizations }, false)?.question.team).toBe('');
  });
});
