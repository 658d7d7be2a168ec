import { randomUUID } from 'node:crypto';
import type { HomePictures } from '../../src/store/home-pictures.ts';

/** What whatever remembers the pictures of Home tabs does. */
export function describeHomePictures(create: () => HomePictures): void {
  describe('the picture of Home tabs', () => {
    const picture = (file: string) => ({ file, description: `chart ${file}` });

    test('is drawn by one that asks at a time, and again after a rest', async () => {
      const [pictures, team] = [create(), randomUUID()];
      const claims = await Promise.all([1, 2, 3].map(() => pictures.claim(team, 3600)));
      expect(claims.filter((isMine) => isMine)).toHaveLength(1);
      expect(await pictures.claim(team, 3600)).toBe(false);
      expect(await pictures.claim(team, 0)).toBe(true);
      expect(await pictures.claim(randomUUID(), 3600)).toBe(true);
    });

    test('is the last that was shown, and the one before is given back', async () => {
      const [pictures, team] = [create(), randomUUID()];
      expect(await pictures.find(team)).toBeUndefined();
      await pictures.claim(team, 3600);
      expect(await pictures.find(team)).toBeUndefined();
      expect(await pictures.replace(team, picture('F1'))).toBeUndefined();
      expect(await pictures.find(team)).toEqual(picture('F1'));
      expect(await pictures.find(randomUUID())).toBeUndefined();
      expect(await pictures.replace(team, picture('F2'))).toEqual(picture('F1'));
      expect(await pictures.replace(team, undefined)).toEqual(picture('F2'));
      expect(await pictures.find(team)).toBeUndefined();
    });
  });
}
