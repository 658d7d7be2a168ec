import { searchNames } from '../../src/knowledge/name-search.ts';
import { entriesOf, pageWith } from '../support/pages.ts';

const ENTRIES = entriesOf({
  'nginx/lease': pageWith('The lease of nginx is lost', ['"lease lost"'], 'tags: [scheduler]\n'),
  'nginx/upstream': pageWith('nginx cannot connect', ['"connect() failed"'], 'titles: {ru: Нет связи}\n'),
  'redis/leases': pageWith('Leases pile up', ['"too many leases"']),
});

const idsFor = (query: string, limit = 10) => searchNames(ENTRIES, query, limit).map(({ id }) => id);

test.each([
  ['a word of the title, whole words first', 'lease', ['nginx/lease', 'redis/leases']],
  ['the beginning of a word', 'ngi', ['nginx/lease', 'nginx/upstream']],
  ['all words, wherever each stands', 'SCHED lease', ['nginx/lease']],
  ['a title in another language', 'нет связ', ['nginx/upstream']],
  ['an id', 'nginx/upstream', ['nginx/upstream']],
  ['a word that none has', 'zebra', []],
  ['signs alone', ' …<> ', []],
])('finds entries by %s', (_, query, ids) => {
  expect(idsFor(query)).toEqual(ids);
});

test('gives as many as asked for', () => {
  expect(idsFor('lease', 1)).toEqual(['nginx/lease']);
});
