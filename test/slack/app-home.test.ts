import type { AlertView } from '../../src/alerts/alert-poster.ts';
import { alertView, deskOf } from '../support/alert-view.ts';
import { startTestRoom, type TestRoom } from '../support/slack-room.ts';
import { ASKER, asList, asRecord, BOT_USER } from '../support/slack-workspace.ts';

const REFUSED = 'connect() failed (111: Connection refused) while connecting to upstream';

describe('App Home', () => {
  let room: TestRoom;

  beforeEach(async () => {
    const loadedAt = new Date('2026-11-21T12:34:56Z');
    const fault = {
      level: 'error' as const,
      page: 'nginx/broken.md',
      line: 7,
      column: 1,
      message: 'a rule is <!channel>',
      cure: 'Put the phrase in quotes',
    };
    const systems = new Map([
      ['http', 2],
      ['nginx', 9],
    ]);
    room = await startTestRoom({ knowledge: () => ({ entries: 11, systems, loadedAt, faults: [fault] }) });
  });
  afterEach(() => room.close());

  const open = async (by = ASKER) => {
    await room.send.event({ type: 'app_home_opened', user: by, channel: 'D1', tab: 'home' });
    const { args } = await room.slack.next('views.publish');
    return { user: args.user_id, view: asRecord(args.view) };
  };
  const say = async (text: string) => {
    await room.send.command(text);
    await room.send.responded();
  };

  it('shows what is known, what is asked, what is missing and what is broken, and pings nobody', async () => {
    await say('seat 17 on flight 9 was sold twice');
    await say(REFUSED);
    await say(REFUSED);
    const { user, view } = await open();
    expect(user).toBe(ASKER);
    const shown = JSON.stringify(view.blocks);
    expect(shown).toContain('nginx 9 · http 2');
    expect(shown).toMatch(/nginx\/\S+: 2 times/);
    expect(shown).toContain('seat <n> on flight <n> was sold twice');
    expect(shown).toContain('nginx/broken.md:7');
    expect(shown).toContain('&lt;!channel&gt;');
    expect(asList(view.blocks).length).toBeLessThanOrEqual(100);
  });

  describe('with alerts', () => {
    let withAlerts: TestRoom;
    afterEach(() => withAlerts.close());

    it('names those that fire where its reader may look, with a link to their threads', async () => {
      const views: AlertView[] = [];
      const figures = { unposted: 0, dead: 0, waiting: 0, oldestSeconds: 0, deadLetters: [] };
      withAlerts = await startTestRoom({
        alerts: {
          ...deskOf(views),
          figures: async () => ({ ...figures, byStatus: { firing: 2, acknowledged: 0, resolved: 0 } }),
        },
      });
      withAlerts.slack.react('users.info', () => ({ ok: true, user: {} }));
      for (const [name, where] of [
        ['Disk <!channel> full', 'incidents'],
        ['Payroll is late', 'secret'],
      ] as const) {
        const view = alertView({ name });
        const channel = await withAlerts.slack.channel(where);
        const { ts } = await withAlerts.slack.as('asker', 'chat.postMessage', { channel, text: name });
        views.push({ ...view, record: { ...view.record, channel, threadTs: String(ts) } });
      }
      await withAlerts.send.event({
        type: 'app_home_opened',
        user: 'U000000002',
        channel: 'D1',
        tab: 'home',
      });
      const { args } = await withAlerts.slack.next('views.publish');
      const shown = JSON.stringify(args.view);
      expect(shown).toContain('2 firing now.');
      expect(shown).toMatch(/<http[^|>]*\/archives\/[^|>]*\|Disk &lt;!channel&gt; full>/);
      expect(shown).not.toContain('Payroll');
    });
  });

  describe('of what nothing matched', () => {
    const OTHER = 'U000000002';
    const GUEST = 'U000000003';
    const mention = async (channel: string) => {
      const text = `<@${BOT_USER}> seat 17 of Mallory was sold twice`;
      await room.send.event({ type: 'app_mention', channel, user: ASKER, ts: '1700000000.000900', text });
      await room.slack.next('chat.postMessage');
    };
    /** What is written down of an answer is written a little after it. */
    const openedUntil = async (wanted: string, user: string) => {
      let shown = '';
      while (!shown.includes(wanted)) shown = JSON.stringify((await open(user)).view);
      return shown;
    };

    it('shows to everybody but guests what was asked in a public channel', async () => {
      const channel = await room.slack.channel('incidents');
      room.slack.react('users.info', ({ user }) => ({ ok: true, user: { is_restricted: user === GUEST } }));
      await mention(channel);
      const shown = await openedUntil('seat <n> of Mallory was sold twice', OTHER);
      expect(shown).toContain(`<#${channel}>`);
      expect(await openedUntil('1 had no entry', GUEST)).not.toContain('Mallory');
    });

    it('shows the words of a private channel to whoever asked alone', async () => {
      const channel = await room.slack.channel('secret');
      await room.slack.as('asker', 'conversations.invite', { channel, users: BOT_USER });
      await mention(channel);
      const shown = await openedUntil('1 had no entry', OTHER);
      expect(shown).toContain('<*> <n> <*>');
      expect(shown).toContain('in private');
      expect(shown).not.toContain('Mallory');
      expect(shown).not.toContain(channel);
      expect(await openedUntil('1 had no entry', ASKER)).toContain('seat <n> of Mallory was sold twice');
    });

    it('shows the words of a slash command to whoever typed it alone', async () => {
      await say('seat 17 of Mallory was sold twice');
      expect(await openedUntil('1 had no entry', OTHER)).not.toContain('Mallory');
    });
  });

  it('finds entries from its search box, in a modal', async () => {
    const { view } = await open();
    const [box] = asList(view.blocks);
    expect(box).toMatchObject({
      type: 'input',
      dispatch_action: true,
      element: { action_id: 'home_search' },
    });
    await room.send.interaction({
      type: 'block_actions',
      trigger_id: await room.slack.triggerId(),
      user: { id: ASKER },
      actions: [{ action_id: 'home_search', block_id: 'b', type: 'plain_text_input', value: REFUSED }],
    });
    const { args } = await room.slack.next('views.open');
    expect(JSON.stringify(args.view)).toContain('nginx cannot connect');
  });
});
