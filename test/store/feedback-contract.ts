import type { Database } from '../../src/store/database/database.ts';
import { createFeedbackStore, type Vote } from '../../src/store/feedback.ts';

const vote = (fields: Partial<Vote>): Vote => ({
  person: 'U1',
  paste: 'p1',
  entry: 'a/b',
  kind: 'helpful',
  meant: undefined,
  ...fields,
});

export function describeFeedback(shared: () => Database): void {
  describe('votes', () => {
    const standingOf = async (entry: string) =>
      (await createFeedbackStore(shared()).standings(90)).find((standing) => standing.entry === entry);

    test('count once for a person, paste and entry, the last one', async () => {
      const store = createFeedbackStore(shared());
      await store.vote(vote({ entry: 'one/last' }));
      await store.vote(vote({ entry: 'one/last', kind: 'not_this' }));
      const standing = await standingOf('one/last');
      expect(standing).toMatchObject({ solved: 0, asked: 1 });
      expect(standing?.net).toBeCloseTo(-1, 3);
      expect(standing?.total).toBeCloseTo(1, 3);
    });

    test('of one person on a hundred pastes weigh as one', async () => {
      const store = createFeedbackStore(shared());
      for (let paste = 0; paste < 100; paste += 1)
        await store.vote(vote({ entry: 'one/person', paste: `p${paste}`, kind: 'not_this' }));
      for (const person of ['U2', 'U3']) await store.vote(vote({ entry: 'one/person', person }));
      const standing = await standingOf('one/person');
      expect(standing?.net).toBeCloseTo(1, 3);
      expect(standing?.total).toBeCloseTo(3, 3);
    });

    test('that name the right entry count for it', async () => {
      const store = createFeedbackStore(shared());
      await store.vote(vote({ entry: 'meant/not', kind: 'wrong', meant: 'meant/right' }));
      expect((await standingOf('meant/not'))?.net).toBeCloseTo(-1, 3);
      expect((await standingOf('meant/right'))?.net).toBeCloseTo(1, 3);
    });

    test('of one person that name one entry on a thousand pastes weigh as one', async () => {
      const store = createFeedbackStore(shared());
      await store.vote(vote({ entry: 'spite/shown', kind: 'wrong', meant: 'spite/named' }));
      await shared().query(
        `INSERT INTO pasteur.votes (team, person, paste, entry, kind, meant)
         SELECT team, person, paste || n, entry, kind, meant FROM pasteur.votes, generate_series(1, 999) AS n
         WHERE entry = 'spite/shown'`,
      );
      await store.vote(vote({ entry: 'spite/named', person: 'U2', kind: 'not_this' }));
      expect((await standingOf('spite/named'))?.net).toBeCloseTo(0, 3);
      expect((await standingOf('spite/named'))?.total).toBeCloseTo(2, 3);
      expect((await standingOf('spite/shown'))?.net).toBeCloseTo(-1, 3);
    });

    test('are worth half after their half-life', async () => {
      const store = createFeedbackStore(shared());
      await store.vote(vote({ entry: 'old/vote' }));
      await shared().query(
        "UPDATE pasteur.votes SET at = now() - interval '90 days' WHERE entry = 'old/vote'",
      );
      expect((await standingOf('old/vote'))?.total).toBeCloseTo(0.5, 3);
    });

    test('are labelled cases as far as their texts are kept', async () => {
      const store = createFeedbackStore(shared());
      const kept = { text: 'disk full', days: 30 };
      await store.vote(vote({ paste: 'label', entry: 'label/no', kind: 'not_this', kept }));
      await store.vote(vote({ paste: 'label', entry: 'label/yes', kept }));
      const meant = { kind: 'wrong', meant: 'label/meant' } as const;
      await store.vote(
        vote({ paste: 'meant', entry: 'label/shown', ...meant, kept: { text: 'oom', days: 30 } }),
      );
      await store.vote(vote({ paste: 'no text', entry: 'label/other' }));
      const labelled = await store.labelled();
      expect(labelled).toContainEqual({ text: 'disk full', entry: 'label/yes' });
      expect(labelled).toContainEqual({ text: 'oom', entry: 'label/meant' });
      expect(labelled.map(({ entry }) => entry)).not.toContain('label/no');
      expect(labelled.map(({ entry }) => entry)).not.toContain('label/other');
      expect((await store.counts()).withoutText).toBeGreaterThan(0);
    });
  });
}
