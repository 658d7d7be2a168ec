import type { AnswerLog, KeptAnswer } from '../../store/answer-log.ts';

export type { AnswerLog, KeptAnswer } from '../../store/answer-log.ts';

/** Some hundred bytes each; nobody edits the five thousandth last question. */
const DEFAULT_CAPACITY = 5000;

/** A log for one process; the oldest answers are forgotten first. */
export function createMemoryAnswerLog(capacity: number = DEFAULT_CAPACITY): AnswerLog {
  const kept = new Map<string, KeptAnswer>();
  const keyOf = (channel: string, questionTs: string) => `${channel}:${questionTs}`;
  const put = (answer: KeptAnswer) => kept.set(keyOf(answer.channel, answer.questionTs), answer);
  const inChannel = (channel: string) => [...kept.values()].filter((answer) => answer.channel === channel);
  return {
    keep: async (answer) => {
      put(answer);
      if (kept.size <= capacity) return;
      const oldest = kept.keys().next();
      if (!oldest.done) kept.delete(oldest.value);
    },
    find: async (channel, questionTs) => kept.get(keyOf(channel, questionTs)),
    newestIn: async (channel, threadTs, before) =>
      inChannel(channel)
        .filter(
          ({ threadTs: thread, questionTs, ref }) =>
            thread === threadTs && questionTs < before && ref !== undefined,
        )
        .sort((one, other) => (one.questionTs < other.questionTs ? 1 : -1))[0],
    extend: async (channel, message, posted, ref) => {
      const answer = inChannel(channel).find((other) => other.posted.includes(message));
      if (answer !== undefined) put({ ...answer, posted: [...answer.posted, ...posted], ref });
    },
    about: async (channel, ts) => inChannel(channel).filter(({ about }) => about.includes(ts)),
    forget: async (channel, ts) => {
      for (const { about, questionTs } of inChannel(channel)) {
        if (about.includes(ts)) kept.delete(keyOf(channel, questionTs));
      }
    },
  };
}
