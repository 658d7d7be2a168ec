import { startTestRoom, type TestRoom } from '../support/slack-room.ts';

describe('/triage gaps', () => {
  let room: TestRoom;
  afterEach(() => room.close());

  const say = async (text: string, fields: Record<string, string> = {}): Promise<string> => {
    await room.send.command(text, fields);
    return JSON.stringify(await room.send.responded());
  };
  const ask = async (): Promise<void> => {
    await say('seat 17 on flight 9 was sold twice');
    await say('seat 4 on flight 12 was sold twice');
    await say('connect() failed (111: Connection refused) while connecting to upstream');
  };

  it('groups what nothing matched, and leaves out what an entry answered', async () => {
    room = await startTestRoom();
    await ask();
    const gaps = await say('gaps');
    expect(gaps).toContain('2 questions without an entry, in 1 group');
    expect(gaps).toContain('seat <n> on flight <n> was sold twice');
    expect(gaps).toContain('2 times');
    expect(gaps).not.toContain('upstream');
  });

  it('shows only what the asker’s own workspace asked', async () => {
    room = await startTestRoom();
    await ask();
    expect(await say('gaps', { team_id: 'T0OTHERS1' })).toContain('had an entry');
  });

  it('is empty once whoever asked had it forgotten', async () => {
    room = await startTestRoom();
    await ask();
    expect(await say('forget')).toContain('Forgotten: 3 questions of yours');
    expect(await say('gaps')).toContain('had an entry');
    expect(await say('forget')).toContain('Nothing of your questions is kept');
  });
});
