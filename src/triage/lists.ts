/** Lists of whole numbers by key, packed into two typed arrays: far smaller than a map of arrays. */
export interface Lists {
  /** The members of the list, in the order in which they were given. */
  of(key: number): Int32Array;
}

const NO_MEMBERS = new Int32Array(0);

/** Packs pairs of key and member; keys count from 0 to `keyCount` - 1. */
export function packLists(keyCount: number, keys: ArrayLike<number>, members: ArrayLike<number>): Lists {
  const starts = new Int32Array(keyCount + 1);
  for (let index = 0; index < keys.length; index += 1)
    starts[(keys[index] ?? 0) + 1] = (starts[(keys[index] ?? 0) + 1] ?? 0) + 1;
  for (let key = 0; key < keyCount; key += 1) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const next = starts.slice(0, keyCount);
  const packed = new Int32Array(keys.length);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? 0;
    const at = next[key] ?? 0;
    packed[at] = members[index] ?? 0;
    next[key] = at + 1;
  }
  return {
    of: (key) => (key < 0 || key >= keyCount ? NO_MEMBERS : packed.subarray(starts[key], starts[key + 1])),
  };
}

/** A growing list of whole numbers without an object for each. */
export interface NumberList {
  readonly length: number;
  push(value: number): void;
  at(index: number): number;
  /** The numbers themselves; valid until the next `push`. */
  values(): Int32Array;
}

export function createNumberList(): NumberList {
  let values = new Int32Array(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const wider = new Int32Array(values.length * 2);
        wider.set(values);
        values = wider;
      }
      values[length] = value;
      length += 1;
    },
    at: (index) => values[index] ?? 0,
    values: () => values.subarray(0, length),
  };
}
