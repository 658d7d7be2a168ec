import type { EntryStanding, FeedbackStore, Vote } from '../../store/feedback.ts';

/** Feedback for one process. Nothing lives long enough in it to lose weight. */
export function createMemoryFeedback(): FeedbackStore {
  const votes = new Map<string, Vote>();
  const opinions = () =>
    [...votes.values()].flatMap(({ person, paste, entry, kind, meant }) => [
      { person, paste, entry, value: kind === 'helpful' ? 1 : -1 },
      ...(meant === undefined ? [] : [{ person, paste, entry: meant, value: 1 }]),
    ]);
  return {
    vote: async (vote) => {
      votes.set(JSON.stringify([vote.person, vote.paste, vote.entry]), vote);
    },
    standings: async () => {
      const all = opinions();
      return [...new Set(all.map(({ entry }) => entry))].map((entry): EntryStanding => {
        const own = all.filter((opinion) => opinion.entry === entry);
        const people = [...new Set(own.map(({ person }) => person))];
        const net = people
          .map((person) => own.filter((opinion) => opinion.person === person).map(({ value }) => value))
          .reduce((sum, values) => sum + values.reduce((one, other) => one + other, 0) / values.length, 0);
        const pastes = (among: typeof own) => new Set(among.map(({ paste }) => paste)).size;
        return {
          team: '',
          entry,
          net,
          total: people.length,
          solved: pastes(own.filter(({ value }) => value > 0)),
          asked: pastes(own),
        };
      });
    },
    labelled: async () => [],
    counts: async () => ({ votes: votes.size, withoutText: votes.size }),
  };
}
