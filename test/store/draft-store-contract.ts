import type { DraftStore, KeptDraft } from '../../src/slack/save/draft-store.ts';

function draft(id: string, fields: Partial<KeptDraft> = {}): KeptDraft {
  return {
    id,
    author: 'U1',
    source: '{"v":1}',
    channel: 'C1',
    threadTs: undefined,
    draft: {
      title: 'Ledger is locked',
      system: '',
      phrases: ['ledger … is locked'],
      symptoms: [],
      causes: ['A close was cut off.'],
      steps: ['Unlock it.'],
      example: '',
      notExamples: [],
    },
    saved: undefined,
    ...fields,
  };
}

/** The contract of draft stores, the same for one process and for many. */
export function describeDraftStore(open: () => DraftStore): void {
  describe('drafts', () => {
    test('are given back as they were put, the newest version of each', async () => {
      const store = open();
      await store.put(draft('d1'));
      const saved = { folder: '/pages', path: 'a.md', text: '---\n' };
      await store.put(draft('d1', { author: 'U2', saved }));
      expect(await store.get('d1')).toEqual(draft('d1', { author: 'U2', saved }));
      expect(await store.get('d2')).toBeUndefined();
    });

    test('are found by their author and source until they are pages', async () => {
      const store = open();
      const mine = { author: 'U3', source: 's3' };
      await store.put(draft('d3', mine));
      await store.put(draft('d4', { ...mine, author: 'U4' }));
      await store.put(draft('d5', { ...mine, saved: { folder: '/pages', path: 'a.md', text: '' } }));
      expect((await store.findOpen('U3', 's3'))?.id).toBe('d3');
      await store.put(draft('d6', mine));
      expect((await store.findOpen('U3', 's3'))?.id).toBe('d6');
      expect(await store.findOpen('U3', 'other')).toBeUndefined();
    });

    test('take any text', async () => {
      const store = open();
      await store.put(draft('d7', { source: 'a\0b' }));
      expect(await store.get('d7')).toBeDefined();
    });
  });
}
