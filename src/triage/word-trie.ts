/**
 * A trie whose steps are word ids, with its edges in one open-addressed table, so that a step costs the same
 * however many phrases there are. Node 0 is the root; it has no other meaning as a target.
 */
export interface WordTrie {
  readonly nodeCount: number;
  /** The node for the path, made where it is missing. */
  insert(path: readonly number[]): number;
  /** The node that `word` leads to from `node`, or 0. */
  step(node: number, word: number): number;
}

const INITIAL_SLOTS = 1 << 12;

export function createWordTrie(): WordTrie {
  let nodeCount = 1;
  let edgeCount = 0;
  let nodes = new Int32Array(INITIAL_SLOTS);
  let words = new Int32Array(INITIAL_SLOTS);
  // A target of 0 marks a free slot: no edge leads to the root.
  let targets = new Int32Array(INITIAL_SLOTS);

  function slotOf(node: number, word: number): number {
    const mask = targets.length - 1;
    let slot = hashEdge(node, word) & mask;
    while (targets[slot] !== 0 && !(nodes[slot] === node && words[slot] === word)) slot = (slot + 1) & mask;
    return slot;
  }

  function grow(): void {
    const [oldNodes, oldWords, oldTargets] = [nodes, words, targets];
    const size = oldTargets.length * 2;
    [nodes, words, targets] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
    for (let old = 0; old < oldTargets.length; old += 1) {
      if (oldTargets[old] === 0) continue;
      put(oldNodes[old] ?? 0, oldWords[old] ?? 0, oldTargets[old] ?? 0);
    }
  }

  function put(node: number, word: number, target: number): void {
    const slot = slotOf(node, word);
    nodes[slot] = node;
    words[slot] = word;
    targets[slot] = target;
  }

  function step(node: number, word: number): number {
    return targets[slotOf(node, word)] ?? 0;
  }

  return {
    get nodeCount() {
      return nodeCount;
    },
    step,
    insert(path) {
      let node = 0;
      for (const word of path) {
        let next = step(node, word);
        if (next === 0) {
          if (edgeCount * 2 >= targets.length) grow();
          next = nodeCount;
          nodeCount += 1;
          edgeCount += 1;
          put(node, word, next);
        }
        node = next;
      }
      return node;
    },
  };
}

/** Mixes both numbers into all bits, with the multipliers of MurmurHash3's finaliser (Appleby, public domain). */
function hashEdge(node: number, word: number): number {
  let hash = Math.imul(node, 0x85ebca6b) ^ Math.imul(word + 1, 0xc2b2ae35);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
