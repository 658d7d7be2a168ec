import type { PageFault } from '../../src/knowledge/entry.ts';
import { startTestRoom, type TestRoom } from '../support/slack-room.ts';

const FAULT: PageFault = {
  level: 'error',
  page: 'knowledge/nginx/broken.md',
  line: 7,
  column: 3,
  message: 'a rule is neither text nor a map, got <!channel>',
  cure: 'Put the phrase in quotes',
};

describe('/triage status about pages', () => {
  let room: TestRoom;
  let faults: readonly PageFault[];

  beforeEach(async () => {
    faults = [];
    const loadedAt = new Date('2026-11-21T12:34:56Z');
    room = await startTestRoom({ knowledge: () => ({ entries: 193, loadedAt, faults }) });
  });
  afterEach(() => room.close());

  const status = async (): Promise<unknown> => {
    await room.send.command('status');
    return (await room.send.responded()).text;
  };

  it('tells how many entries are in use and since when', async () => {
    expect(await status()).toMatch(/193 entries, read 2026-11-21 12:34 UTC[\s\S]*All pages are in order/);
  });

  it('names a fault with its page, line and cure, and pings nobody', async () => {
    faults = [FAULT];
    const text = await status();
    expect(text).toMatch(/1 error, 0 warnings/);
    expect(text).toContain(
      'knowledge/nginx/broken.md:7 (error): a rule is neither text nor a map, got &lt;!',
    );
    expect(text).toContain('Put the phrase in quotes');
  });

  it('shows the first five of many and counts the rest', async () => {
    faults = Array.from({ length: 12 }, (_, index) => ({
      ...FAULT,
      line: index + 1,
      message: 'x'.repeat(2000),
    }));
    const text = await status();
    expect(text).toContain('broken.md:5 ');
    expect(text).not.toContain('broken.md:6 ');
    expect(text).toContain('7 more are in the log');
  });

  it('goes on with how alerts stand', async () => {
    await status();
    expect((await room.send.responded()).text).toContain('Alerts are not set up');
  });
});
