/**
 * Words to numbers, for text that is scanned unit by unit: the scanner computes the hash as it goes and asks
 * without making a string. Open addressing in typed arrays; ids count from 0 in the order of `add`.
 */
export interface Vocabulary {
  readonly size: number;
  /** The word's id, added where it is new. */
  add(word: string): number;
  idOf(word: string): number;
  wordOf(id: number): string;
  /** The id of `units[start..end)`, whose hash is `hash`, or -1. */
  find(units: Uint16Array, start: number, end: number, hash: number): number;
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo). The scanner in tokens.ts computes the same, unit by unit. */
export const HASH_SEED = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

const INITIAL_SLOTS = 1 << 12;

export function createVocabulary(): Vocabulary {
  const words: string[] = [];
  let slots = new Int32Array(INITIAL_SLOTS);
  let hashes = new Int32Array(INITIAL_SLOTS);

  function grow(): void {
    slots = new Int32Array(slots.length * 2);
    for (let id = 0; id < words.length; id += 1) slots[freeSlot(hashes[id] ?? 0)] = id + 1;
    const wider = new Int32Array(slots.length);
    wider.set(hashes);
    hashes = wider;
  }

  function freeSlot(hash: number): number {
    const mask = slots.length - 1;
    let slot = spread(hash) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  function idOf(word: string): number {
    const hash = hashWord(word);
    const mask = slots.length - 1;
    let slot = spread(hash) & mask;
    for (let stored = slots[slot] ?? 0; stored !== 0; stored = slots[slot] ?? 0) {
      if (words[stored - 1] === word) return stored - 1;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  return {
    get size() {
      return words.length;
    },
    idOf,
    wordOf: (id) => words[id] ?? '',
    add(word) {
      const known = idOf(word);
      if (known >= 0) return known;
      // At most half full, so that a word that is not there costs about one look.
      if (words.length * 2 >= slots.length) grow();
      const hash = hashWord(word);
      const id = words.length;
      words.push(word);
      hashes[id] = hash;
      slots[freeSlot(hash)] = id + 1;
      return id;
    },
    find(units, start, end, hash) {
      const mask = slots.length - 1;
      let slot = spread(hash) & mask;
      for (let stored = slots[slot] ?? 0; stored !== 0; stored = slots[slot] ?? 0) {
        if (hashes[stored - 1] === hash && equals(words[stored - 1] ?? '', units, start, end))
          return stored - 1;
        slot = (slot + 1) & mask;
      }
      return -1;
    },
  };
}

export function hashWord(word: string): number {
  let hash = HASH_SEED;
  for (let index = 0; index < word.length; index += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(index), HASH_PRIME);
  }
  return hash;
}

/** FNV's low bits are weak for short words; the slot is taken from all of them. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

function equals(word: string, units: Uint16Array, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let index = 0; index < word.length; index += 1) {
    if (word.charCodeAt(index) !== units[start + index]) return false;
  }
  return true;
}
