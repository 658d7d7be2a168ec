import type { Reading } from './read.ts';

/** Finds runs of characters anywhere in a text, inside words too, in one pass whatever their number. */
export interface LiteralIndex {
  /** Remembers `member` under a run of at least three units. */
  add(literal: string, member: number): void;
  /** Calls `onHit` for each place from `start` to before `end` at which a literal begins, in the order of the text. */
  find(reading: Reading, start: number, end: number, onHit: (member: number) => void): void;
}

interface Literal {
  readonly text: string;
  readonly members: number[];
}

/** Units by which a literal is looked up: the more, the fewer places of a text are looked at in vain. */
const SHORT_KEY = 3;
const MIDDLE_KEY = 5;
const LONG_KEY = 8;
/** Size of the table of keys that rules most places out without a look-up; a power of two. */
const FILTER_SIZE = 1 << 16;

type ByKey = Map<number, Literal[]>;

export function createLiteralIndex(): LiteralIndex {
  const literals = new Map<string, Literal>();
  const byShortKey: ByKey = new Map();
  const byMiddleKey: ByKey = new Map();
  const byLongKey: ByKey = new Map();
  /** How a literal may begin, and which keys may be found, by some of the bits of a key. */
  const beginnings = new Uint8Array(FILTER_SIZE);
  const filter = new Uint8Array(FILTER_SIZE);

  function remember(literal: Literal): void {
    const { text } = literal;
    const length = text.length >= LONG_KEY ? LONG_KEY : text.length >= MIDDLE_KEY ? MIDDLE_KEY : SHORT_KEY;
    const byKey = length === LONG_KEY ? byLongKey : length === MIDDLE_KEY ? byMiddleKey : byShortKey;
    let key = 0;
    for (let at = 0; at < length; at += 1) {
      key = (Math.imul(key, 31) + text.charCodeAt(at)) | 0;
      if (at === SHORT_KEY - 1) beginnings[slotOf(key)] = 1;
    }
    filter[slotOf(key)] = 1;
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [literal]);
    else same.push(literal);
  }

  return {
    add(text, member) {
      if (text.length < SHORT_KEY)
        throw new RangeError(`a literal must have at least ${SHORT_KEY} units, got "${text}"`);
      const known = literals.get(text);
      if (known !== undefined) {
        if (!known.members.includes(member)) known.members.push(member);
        return;
      }
      const literal = { text, members: [member] };
      literals.set(text, literal);
      remember(literal);
    },
    find({ units, length, folded }, start, end, onHit) {
      if (literals.size === 0) return;
      const tell = (found: readonly Literal[] | undefined, position: number): void => {
        for (const { text, members } of found ?? []) {
          if (folded.startsWith(text, position)) for (const member of members) onHit(member);
        }
      };
      for (let at = start; at < end && at + SHORT_KEY <= length; at += 1) {
        let key = Math.imul(Math.imul(units[at] ?? 0, 31) + (units[at + 1] ?? 0), 31) + (units[at + 2] ?? 0);
        key |= 0;
        // Nearly all places end here.
        if (beginnings[slotOf(key)] === 0) continue;
        if (filter[slotOf(key)] === 1) tell(byShortKey.get(key), at);
        if (at + MIDDLE_KEY > length) continue;
        key = (Math.imul(Math.imul(key, 31) + (units[at + 3] ?? 0), 31) + (units[at + 4] ?? 0)) | 0;
        if (filter[slotOf(key)] === 1) tell(byMiddleKey.get(key), at);
        if (at + LONG_KEY > length) continue;
        for (let next = at + MIDDLE_KEY; next < at + LONG_KEY; next += 1)
          key = (Math.imul(key, 31) + (units[next] ?? 0)) | 0;
        if (filter[slotOf(key)] === 1) tell(byLongKey.get(key), at);
      }
    },
  };
}

/** Mixes all bits of the key into the place in the filter, by Knuth's multiplier for hashing. */
function slotOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 16;
}
