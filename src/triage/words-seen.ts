/** The set of word ids seen since it was cleared. Clearing costs nothing: a round's number marks what is in. */
export interface WordsSeen {
  clear(): void;
  /** Whether the word was not in yet. */
  add(id: number): boolean;
  has(id: number): boolean;
}

const INITIAL_SIZE = 1 << 12;

export function createWordsSeen(): WordsSeen {
  // Doubles count rounds exactly up to 2^53: more than any process lives to see.
  let roundOf = new Float64Array(INITIAL_SIZE);
  let round = 0;
  return {
    clear: () => {
      round += 1;
    },
    add(id) {
      if (id >= roundOf.length) {
        const wider = new Float64Array(Math.max(id + 1, roundOf.length * 2));
        wider.set(roundOf);
        roundOf = wider;
      }
      if (roundOf[id] === round) return false;
      roundOf[id] = round;
      return true;
    },
    has: (id) => roundOf[id] === round,
  };
}
