import { gather } from '../../src/alerts/gather.ts';
import { createGate } from '../support/queue-room.ts';

/** Work whose first round waits until the gate is opened, and which fails for rounds with a bad item. */
function gathering(isBad: (item: string) => boolean = () => false) {
  const rounds: string[] = [];
  const gate = createGate();
  const begun = createGate();
  const hand = gather<string>({
    work: async (items) => {
      rounds.push(items.join());
      begun.open();
      if (rounds.length === 1) await gate.opened;
      const bad = items.find(isBad);
      if (bad !== undefined) throw new Error(`bad ${bad}`);
    },
    weigh: (item) => item.length,
    mostWeight: 4,
    leastMs: 1,
  });
  return { rounds, hand, started: begun.opened, open: gate.open };
}

test('an item that comes alone is handled at once, and those that come meanwhile together', async () => {
  const { rounds, hand, started, open } = gathering();
  const first = hand('a');
  await started;
  const all = Promise.all([first, hand('b'), hand('c')]);
  open();
  await all;
  expect(rounds).toEqual(['a', 'b,c']);
  await hand('d');
  expect(rounds).toEqual(['a', 'b,c', 'd']);
});

test('a round has at most so much weight, but a heavy item is handled all the same, in order', async () => {
  const { rounds, hand, open } = gathering();
  const all = Promise.all(['a', 'bb', 'cc', 'd', 'eeeeeeeee', 'f'].map(hand));
  open();
  await all;
  expect(rounds).toEqual(['a,bb', 'cc,d', 'eeeeeeeee', 'f']);
});

test('a bad item fails alone', async () => {
  const { rounds, hand, open } = gathering((item) => item === 'c');
  const all = Promise.allSettled(['a', 'b', 'c', 'd'].map(hand));
  open();
  expect((await all).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(rounds).toEqual(['a,b,c,d', 'a', 'b', 'c', 'd']);
  await hand('e');
});

test('where all fail, the last ones do not wait until each was tried', async () => {
  const { rounds, hand, open } = gathering(() => true);
  const all = Promise.allSettled(['a', 'b', 'c', 'd'].map(hand));
  open();
  expect((await all).filter(({ status }) => status === 'rejected')).toHaveLength(4);
  expect(rounds).toEqual(['a,b,c,d', 'a', 'b', 'c']);
});
