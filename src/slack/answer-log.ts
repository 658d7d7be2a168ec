/** What was said to one message of a person. Holds no text of it. */
export interface KeptAnswer {
  readonly channel: string;
  /** Time of the message that asked. */
  readonly questionTs: string;
  readonly threadTs: string;
  /** Id of the person who asked. */
  readonly asker: string;
  /** What the thread is about from then on, as buttons carry it; undefined where nothing was triaged. */
  readonly ref: string | undefined;
  /** Times of the messages that it quotes; when one of them is deleted, the answer goes too. */
  readonly about: readonly string[];
  /** What was posted, in order: times of messages, ids of files (`F…`). */
  readonly posted: readonly string[];
}

/** Remembers which messages answer which question, so that an edit or a deletion of the question reaches them. */
export interface AnswerLog {
  /** Writes it down, in place of an earlier answer to the same question. */
  keep(answer: KeptAnswer): Promise<void>;
  find(channel: string, questionTs: string): Promise<KeptAnswer | undefined>;
  /** The newest answer of a thread that has a reference and was asked for before a message. */
  newestIn(channel: string, threadTs: string, before: string): Promise<KeptAnswer | undefined>;
  /** Adds to the answer of which `message` is a part what was posted after it, and what the thread is about now. */
  extend(channel: string, message: string, posted: readonly string[], ref: string): Promise<void>;
  /** Forgets the answers that quote a message and gives them, each to one caller only. */
  takeAbout(channel: string, ts: string): Promise<readonly KeptAnswer[]>;
}

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
    takeAbout: async (channel, ts) => {
      const taken = inChannel(channel).filter(({ about }) => about.includes(ts));
      for (const { questionTs } of taken) kept.delete(keyOf(channel, questionTs));
      return taken;
    },
  };
}
