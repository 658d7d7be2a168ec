import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { createTriage, type Entry } from '../../src/index.ts';

/** An engine under comparison: ids of what it answers, best first; none when it says that it knows nothing. */
export interface Engine {
  readonly name: string;
  readonly answer: (text: string) => readonly string[];
}

interface Document {
  readonly id: string;
  readonly title: string;
  readonly tags: string;
  readonly rules: string;
  readonly symptoms: string;
}

const SHORT_FIELDS = ['title', 'tags'];
const FIELDS = [...SHORT_FIELDS, 'rules', 'symptoms'];
const LIMIT = 3;

/**
 * Pasteur and the three plain libraries over the same entries. MiniSearch is given all of their texts; Fuse.js their
 * titles, ids and tags, since with the rest it takes seconds a paste.
 */
export function createEngines(entries: readonly Entry[]): readonly Engine[] {
  const documents = entries.map(documentOf);
  const triage = createTriage({ entries });
  const fuse = new Fuse(documents, { keys: SHORT_FIELDS });
  const tokenFuse = new Fuse(documents, { keys: SHORT_FIELDS, useTokenSearch: true });
  const miniSearch = new MiniSearch({ fields: FIELDS });
  miniSearch.addAll(documents);
  return [
    { name: 'Pasteur', answer: (text) => triage(text).matches.map(({ id }) => id) },
    {
      name: 'Fuse.js, default',
      answer: (text) => fuse.search(text, { limit: LIMIT }).map(({ item }) => item.id),
    },
    {
      name: 'Fuse.js, token search',
      answer: (text) => tokenFuse.search(text, { limit: LIMIT }).map(({ item }) => item.id),
    },
    {
      name: 'MiniSearch',
      answer: (text) =>
        miniSearch
          .search(text)
          .slice(0, LIMIT)
          .map(({ id }) => String(id)),
    },
  ];
}

function documentOf(entry: Entry): Document {
  const rules = entry.rules.map((rule) =>
    JSON.stringify(rule, (key, value) => (key === 'at' ? undefined : value)),
  );
  return {
    id: entry.id,
    title: [entry.title, ...Object.values(entry.titles)].join(' '),
    tags: [...entry.tags, ...entry.id.split('/')].join(' '),
    rules: rules.join(' ').replaceAll(/"(?:kind|text|phrase|pattern|source|value|parts|name|weak)":?/g, ' '),
    symptoms: entry.symptoms.join(' '),
  };
}
