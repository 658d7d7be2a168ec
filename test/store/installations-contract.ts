import { randomBytes } from 'node:crypto';
import { listWatchedChannels, watchChannel } from '../../src/store/alerts/watched-channels.ts';
import { createAnswerLog } from '../../src/store/answer-log.ts';
import { withTeam } from '../../src/store/current-team.ts';
import { createInstallations } from '../../src/store/installations.ts';
import { createPasteStore } from '../../src/store/paste-store.ts';
import type { ContractDatabase } from './contract.ts';

const TOKEN = 'xoxb-0123456789-very-secret';
const installation = { team: { id: 'T1' }, bot: { token: TOKEN } };

export function describeInstallations({ shared }: ContractDatabase): void {
  describe('installations', () => {
    const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
    const open = (...keys: readonly Buffer[]) => createInstallations(shared(), keys);
    const row = async (id: string) =>
      JSON.stringify(await shared().query('SELECT * FROM pasteur.installations WHERE id = $1', [id]));

    it('come back as they were put, and lie in the database sealed', async () => {
      const installations = open(newKey);
      await installations.put('T-seal', installation);
      expect(await installations.get('T-seal')).toEqual(installation);
      expect(await row('T-seal')).not.toMatch(/xoxb|secret|token/);
      expect(await installations.get('T-none')).toBeUndefined();
    });

    it('are sealed in another way each time', async () => {
      await open(newKey).put('T-again', installation);
      const first = await row('T-again');
      await open(newKey).put('T-again', installation);
      expect(await row('T-again')).not.toBe(first);
    });

    it('open for their own workspace only, and not when they were changed', async () => {
      const installations = open(newKey);
      await installations.put('T-mine', installation);
      await installations.put('T-other', { bot: { token: 'xoxb-other' } });
      const copy = `UPDATE pasteur.installations SET sealed = (SELECT sealed FROM pasteur.installations WHERE id = 'T-other') WHERE id = 'T-mine'`;
      await shared().query(copy);
      await expect(installations.get('T-mine')).rejects.toThrow(
        /T-mine open with no key of PASTEUR_TOKEN_KEY/,
      );
      const flip = `UPDATE pasteur.installations SET sealed = overlay(sealed placing (CASE substr(sealed, 40, 1) WHEN 'A' THEN 'B' ELSE 'A' END) from 40 for 1) WHERE id = 'T-other'`;
      await shared().query(flip);
      await expect(installations.get('T-other')).rejects.toThrow(/T-other/);
    });

    it('survive a change of the key, after which the old one may go', async () => {
      await open(oldKey).put('T-turn', installation);
      await expect(open(newKey).get('T-turn')).rejects.toThrow(/Add the key that sealed them/);
      const turning = open(newKey, oldKey);
      expect(await turning.get('T-turn')).toEqual(installation);
      expect(await turning.renewSeals()).not.toContain('T-turn');
      expect(await open(newKey).get('T-turn')).toEqual(installation);
    });

    it('are named when no key opens them', async () => {
      await open(oldKey).put('T-lost', installation);
      expect(await open(newKey).renewSeals()).toContain('T-lost');
    });

    it('take all that is kept for their workspace along, and nothing of others', async () => {
      const installations = open(newKey);
      const pastes = createPasteStore(shared());
      const answers = createAnswerLog(shared());
      const keep = async (team: string, channel: string) => {
        await installations.put(team, installation);
        return withTeam(team, async () => {
          await watchChannel(shared(), channel, 'U1');
          await answers.keep({
            channel,
            questionTs: '1700000000.000100',
            threadTs: '1700000000.000100',
            asker: 'U1',
            ref: undefined,
            about: [],
            posted: ['1700000000.000200'],
          });
          return pastes.put({ text: 'a paste', notes: [] });
        });
      };
      const gone = await keep('T-gone', 'C-gone');
      const stays = await keep('T-stays', 'C-stays');
      expect(await installations.remove('T-gone')).toBe(true);
      expect(await installations.remove('T-gone')).toBe(false);

      expect(await withTeam('T-gone', () => pastes.get(gone))).toBeUndefined();
      const find = (team: string, channel: string) =>
        withTeam(team, () => answers.find(channel, '1700000000.000100'));
      expect(await find('T-gone', 'C-gone')).toBeUndefined();
      expect(await find('T-stays', 'C-stays')).toBeDefined();
      expect(await find('T-gone', 'C-stays')).toBeUndefined();
      expect(await withTeam('T-stays', () => pastes.get(stays))).toMatchObject({ text: 'a paste' });
      const watched = (team: string) => withTeam(team, () => listWatchedChannels(shared()));
      expect(await watched('T-stays')).toMatchObject([{ channel: 'C-stays' }]);
      expect(await watched('T-gone')).toEqual([]);
    });

    it('keep the pastes of one workspace from another', async () => {
      const pastes = createPasteStore(shared());
      const key = await withTeam('T-one', () => pastes.put({ text: 'a paste', notes: [] }));
      expect(await withTeam('T-two', () => pastes.get(key))).toBeUndefined();
      expect(await pastes.get(key)).toBeUndefined();
      expect(await withTeam('T-one', () => pastes.get(key))).toMatchObject({ text: 'a paste' });
    });
  });
}
