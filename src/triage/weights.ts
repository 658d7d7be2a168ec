/**
 * Every weight and threshold of the ranking, each with its meaning. Those under `confidence` are fitted by
 * `npm run fit` (test/bench/fit-confidence.ts) on labelled pastes; the others were set by reasoning and checked on them.
 */
export const WEIGHTS = {
  /**
   * How much a word says: ln((N + 1) / (df + 0.5)) over the entries, from 0 to `maxWord`. A small knowledge base
   * counts as one of `minEntries`, so that its words are not all taken for common ones. A pattern says `pattern` more
   * than the words that it cannot do without.
   */
  information: { minEntries: 200, maxWord: 6, pattern: 2 },

  /** What a code in a rule says, on the same scale: it is shared by many problems, so it says less than words do. */
  codes: { status: 2, grpc: 2.5, errno: 3, exit: 3, sqlstate: 6, code: 5 },

  /** A rule's worth approaches `full` as its information grows; `scale` is where it has reached 63 % of it. */
  rule: { full: 10, scale: 8 },
  /** Each further rule of the entry that fired adds less than the one before, up to `full`. */
  moreRules: { full: 1, scale: 2 },
  /** The entry's product is named in the paste. */
  product: 1.2,
  /** Words of title, symptoms and rules that the paste shares, as a share of 1. */
  resemblance: 1.5,
  /** A short paste that has nearly all words of a rule (at least `minShare`, with `minShared` information), some of them misspelt. */
  nearRule: { minShare: 0.8, minShared: 8, full: 6 },
  /** Below this information the best rule may be beaten by a near one. */
  strongRuleInformation: 8,
  /** All that the entry explains, another entry explains together with more. */
  contained: -4,
  /** A rule that nobody wrote (from a heading or a code span of a foreign page). */
  weakRule: -3,

  /**
   * What a page says as a whole, for a paste that holds none of its signs. `name`, `rule`, `symptom` and `cause` weigh
   * a word by where on the page it stands; `saturation` and `lengthShare` are k1 and b of BM25; the closest page's
   * score is worth `full`. A page that is also the closest by its signs (with `minShare` of one) and `minLead` times
   * closer than the next may be shown; the lead must be greater where the paste does not name the page's product. Of 125
   * real pastes that no rule answered, 40 are shown their own page and 3 another one, and so are 31 of 466 texts on the
   * same subjects that report no such error.
   */
  topic: {
    name: 3,
    rule: 1,
    symptom: 1,
    cause: 0.7,
    saturation: 1.2,
    lengthShare: 0.7,
    full: 1.5,
    minLead: { named: 1.2, unnamed: 1.5 },
    minShare: 0.5,
  },

  /**
   * What people thought of an entry's answers moves it by `full` at most, up or down: half of what the name of its product
   * is worth. `doubt` is how many people it takes to move it halfway. A vote is worth half after `halfLifeDays`.
   */
  feedback: { full: 0.6, doubt: 4, halfLifeDays: 90 },

  /** Factors of a rule's worth by the line that it stands on. */
  line: { error: 1, plain: 0.97, warning: 0.95, prose: 0.88, info: 0.85, frame: 0.6, code: 0.4 },
  /** Added when the line is the innermost cause, and when it wraps one. */
  cause: { innermost: 0.8, wrapping: -0.8 },

  /** Information that a rule needs to count for an error that a program's source quotes whole. */
  minQuotedInformation: 8.5,
  /** Information that a rule needs to make an entry `matched`; below it the entry is only `similar`. */
  minRuleInformation: 1.9,
  /** Highest confidence told of a candidate that was not good enough to be an answer. */
  highestUnsaid: 0.3,
  /** A resemblance below this is not shown; 0 to 1. */
  minResemblance: 0.85,
  /** And the words that it shares must carry this much information. */
  minSharedInformation: 12,
} as const;
