import type { Finding } from '../../src/finding.ts';
import type { Doctor } from '../../src/slack/doctor/doctor.ts';
import { startTestRoom, type TestRoom, type TestRoomOptions } from '../support/slack-room.ts';
import { asList, asRecord, manifestScopes } from '../support/slack-workspace.ts';

const scopes = manifestScopes();
const doctorWith = (rest: readonly Finding[]): Doctor => ({
  scopes,
  channels: [],
  sharedChannels: [],
  connection: 'http',
  examineRest: async () => rest,
});

describe('/triage doctor', () => {
  let room: TestRoom;
  afterEach(() => room.close());

  const ask = async (options: TestRoomOptions) => {
    room = await startTestRoom(options);
    await room.send.command('doctor');
    const { text, blocks, response_type } = await room.send.responded();
    const lines = asList(blocks).map((block) => String(asRecord(block.text).text));
    return { text: String(text), blocks: asList(blocks), lines, response_type };
  };

  it('tells the asker alone that all is well, and what was looked at', async () => {
    const { lines, text, response_type } = await ask({
      doctor: doctorWith([{ check: 'knowledge', level: 'ok', message: '193 entries are in use' }]),
    });
    expect(response_type).toBe('ephemeral');
    expect(text).toMatch(/^Pasteur is well\n/);
    expect(lines.slice(1)).toEqual([
      '✓ token: is that of pasteur in Emulate',
      `✓ scopes: all ${scopes.length} of manifest.yml are granted`,
      '✓ connection: this command came to the request address',
      '✓ knowledge: 193 entries are in use',
    ]);
  });

  it('names a missing scope first, with what it is for and what to do', async () => {
    const { lines, text } = await ask({
      doctor: doctorWith([]),
      scopes: scopes.filter((scope) => scope !== 'files:read'),
    });
    expect(text).toMatch(/^1 to mend, 0 to look at\n/);
    expect(lines[1]).toMatch(/^✗ scopes: files:read is missing, which is for reading .* To do: add it/);
  });

  it('looks at channels that somebody told it to watch', async () => {
    const { lines } = await ask({
      doctor: doctorWith([]),
      alerts: {
        newestFiring: async () => [],
        find: async () => undefined,
        byThread: async () => undefined,
        figures: () => Promise.reject(new Error('nobody asked for figures')),
        takePost: () => Promise.reject(new Error('nobody posted')),
        watched: {
          add: async () => true,
          remove: async () => true,
          list: async () => [{ channel: 'C9999999999', watchedBy: 'U1', since: new Date(0) }],
        },
      },
    });
    expect(lines[1]).toMatch(/^✗ watched channel: C9999999999 does not exist/);
  });

  it('keeps to what a message holds, the worst first, and pings nobody', async () => {
    const many = Array.from({ length: 60 }, (_, index): Finding => {
      const level = index % 2 === 0 ? 'ok' : 'fail';
      return { check: 'knowledge', level, message: `<!channel> ${'x'.repeat(900)}`, cure: 'y'.repeat(900) };
    });
    const { text, lines, blocks } = await ask({ doctor: doctorWith(many) });
    expect(lines[1]).toMatch(/^✗/);
    expect(lines.at(-1)).toMatch(/^\d+ more: run pasteur doctor$/);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(12_000);
    expect(text).not.toContain('<!');
    expect(JSON.stringify(blocks)).not.toContain('"mrkdwn"');
  });

  it('says so where it cannot examine itself', async () => {
    expect((await ask({})).text).toContain('run pasteur doctor');
  });
});
