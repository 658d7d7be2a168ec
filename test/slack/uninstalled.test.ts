import { startTestRoom, type TestRoom } from '../support/slack-room.ts';

describe('where Pasteur is in one workspace only', () => {
  let room: TestRoom;
  beforeEach(async () => {
    room = await startTestRoom();
  });
  afterEach(() => room.close());

  it('the log says what to do when Slack takes the token back', async () => {
    await room.send.event({ type: 'app_uninstalled' });
    await room.settle();
    expect(room.logged()).toContain('install the app again and set SLACK_BOT_TOKEN');
  });

  it('the token of a person is nobody else’s business', async () => {
    await room.send.event({ type: 'tokens_revoked', tokens: { oauth: ['U000000001'] } });
    await room.settle();
    expect(room.logged()).not.toContain('install the app again');
  });
});
