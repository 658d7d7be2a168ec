import type { HomePicture, HomePictures } from '../../store/home-pictures.ts';

/** For one process. `now` is in milliseconds since 1970. */
export function createMemoryHomePictures(now: () => number): HomePictures {
  const shown = new Map<string, HomePicture>();
  const claims = new Map<string, number>();
  return {
    find: async (team) => shown.get(team),
    claim: async (team, restSeconds) => {
      const last = claims.get(team);
      if (last !== undefined && last > now() - restSeconds * 1000) return false;
      claims.set(team, now());
      return true;
    },
    replace: async (team, picture) => {
      const before = shown.get(team);
      if (picture === undefined) shown.delete(team);
      else shown.set(team, picture);
      return before;
    },
  };
}
