import type { Reading } from './read.ts';

/** Finds runs of characters anywhere in a text, inside words too, in one pass whatever their number. */
export interface LiteralIndex {
  /** Remembers `member` under a run of at least three units. */
  add(literal: string, member: number): void;
  /** Calls `onHit` for each place of each literal, in the order of the text. */
  find(reading: Reading, onHit: (member: number, position: number) => void): void;
}

interface Literal {
  readonly text: string;
  readonly members: number[];
}

const KEY_LENGTH = 3;
/** Size of the table of first units that rules most places out without a look-up; a power of two. */
const FILTER_SIZE = 1 << 16;

export function createLiteralIndex(): LiteralIndex {
  const literals = new Map<string, Literal>();
  const byKey = new Map<number, Literal[]>();
  const filter = new Uint8Array(FILTER_SIZE);

  return {
    add(text, member) {
      if (text.length < KEY_LENGTH)
        throw new RangeError(`a literal must have at least ${KEY_LENGTH} units, got "${text}"`);
      const known = literals.get(text);
      if (known !== undefined) {
        if (!known.members.includes(member)) known.members.push(member);
        return;
      }
      const literal = { text, members: [member] };
      literals.set(text, literal);
      const key = keyOf(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2));
      filter[key & (FILTER_SIZE - 1)] = 1;
      const same = byKey.get(key);
      if (same === undefined) byKey.set(key, [literal]);
      else same.push(literal);
    },
    find({ units, length, folded }, onHit) {
      if (literals.size === 0) return;
      for (let index = 0; index + KEY_LENGTH <= length; index += 1) {
        const key = keyOf(units[index] ?? 0, units[index + 1] ?? 0, units[index + 2] ?? 0);
        if (filter[key & (FILTER_SIZE - 1)] === 0) continue;
        for (const { text, members } of byKey.get(key) ?? []) {
          if (folded.startsWith(text, index)) for (const member of members) onHit(member, index);
        }
      }
    },
  };
}

function keyOf(first: number, second: number, third: number): number {
  return (first * 31 + second) * 31 + third;
}
