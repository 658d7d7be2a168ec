import { createRecentIndexes } from '../../src/app/recent-indexes.ts';
import { createTriage, type Knowledge } from '../../src/index.ts';

it('keeps the indexes that were used last, and makes the others anew', () => {
  const made: Knowledge[] = [];
  const indexes = createRecentIndexes((knowledge) => {
    made.push(knowledge);
    return createTriage(knowledge);
  }, 2);
  const [one, two, three] = [0, 1, 2].map((): Knowledge => ({ entries: [], faults: [] }));
  if (one === undefined || two === undefined || three === undefined) throw new Error('three are made');
  indexes.of('T1', one);
  indexes.of('T2', two);
  indexes.of('T1', one);
  expect(made).toEqual([one, two]);
  indexes.of('T3', three);
  indexes.of('T1', one);
  expect(made).toHaveLength(3);
  indexes.of('T2', two);
  expect(made).toHaveLength(4);
});

it('makes an index anew when the knowledge is another', () => {
  const indexes = createRecentIndexes(createTriage);
  const knowledge: Knowledge = { entries: [], faults: [] };
  const first = indexes.of('T1', knowledge);
  expect(indexes.of('T1', knowledge)).toBe(first);
  expect(indexes.of('T1', { ...knowledge })).not.toBe(first);
});
