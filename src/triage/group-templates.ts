/** How many names must stand at one place of otherwise equal templates before they count as values. */
const MIN_NAMES = 3;
const MIN_CODES = 8;
/** Words that the templates must have in common. */
const MIN_WORDS = 3;
/** Longest template that is compared, in words. */
const MAX_TOKENS = 200;

/** What stands in a template for a name that varies. */
export const ANY = '<*>';
/** A word, with the placeholders in it (`web-<n>`), or a sign. */
const TOKENS = /(?:<[a-z*]+>|[\p{L}\p{N}_])+(?:[.'’-](?:<[a-z*]+>|[\p{L}\p{N}_])+)*|[^\s\p{L}\p{N}_]/gu;

/** Words that say what went wrong: a template that differs in one of them is of another error. */
const TELLING_WORD =
  /(?:error|exception|failure|fault|warning)s?$|^(?:refused|reset|closed|aborted|timeout|timed|denied|invalid|missing|failed|expired|exceeded|exhausted|full|empty|locked|busy|unavailable|unreachable|unknown|unsupported|unauthorized|forbidden|found|exist|exists|duplicate|conflict|corrupt|corrupted|broken|killed|crashed|stopped|started|cannot|could|not|no|read|write|open|close|connect|bind|accept|send|receive|listen|create|delete|update|insert|select|get|put|post|patch|head|options|lookup|resolve|parse|decode|encode|load|save|start|stop|commit|rollback|login|verify|sign|fetch|push|pull|mount|unmount|allocate|acquire|release|renew|memory|disk|cpu|network|dns|tls|ssl|certificate|permission|quota|limit|deadlock|overflow|underflow|redis|postgres|postgresql|mysql|mariadb|mongodb|kafka|rabbitmq|nginx|elasticsearch|etcd|true|false|null|none|undefined|nil|too|small|large|big|long|short|early|late|many|few|low|high)$/i;

/** A name of an errno, in capitals. */
const ERRNO_NAME = /^E[A-Z]{3,}$/;

/** A code of a product, such as `TS2304`. */
const CODE = /^[A-Z]{1,10}-?\p{N}+[A-Z]?$/u;

/** Words after which stands a name, whatever it is. */
const NAME_LEAD =
  /^(?:user|username|account|role|topic|queue|table|column|index|database|schema|bucket|pod|node|host|service|container|volume|namespace|deployment|project|tenant|customer|group|broker|image|module|package|plugin|branch|tag)$/i;

/** Whether a word says what went wrong, whatever it is about. */
export function isTellingWord(word: string): boolean {
  return TELLING_WORD.test(word) || ERRNO_NAME.test(word);
}

/** The key under which equal templates meet: letter case and kinds of values do not count. */
export function templateKey(template: string): string {
  return tokensOf(template).join(' ');
}

/** The words of a template and where each stands. */
export function templateWords(template: string): readonly { readonly word: string; readonly at: number }[] {
  return [...template.matchAll(TOKENS)].map(({ 0: word, index }) => ({ word, at: index }));
}

function tokensOf(template: string): readonly string[] {
  const tokens: string[] = [];
  for (const [word] of template.matchAll(TOKENS)) {
    const token = word.replaceAll(/<[a-z*]+>/g, ANY).replaceAll(/<\*>(?:[.-]?<\*>)+/g, ANY);
    // A list of values is one value, whatever its length.
    if (token.includes(ANY) && token === tokens.at(-1)) continue;
    if (token.includes(ANY) && /^[,:/-]$/.test(tokens.at(-1) ?? '') && token === tokens.at(-2)) tokens.pop();
    else tokens.push(token);
    if (tokens.length >= MAX_TOKENS) break;
  }
  return tokens;
}

/**
 * Joins templates that differ in one word only, where so many words stand at its place that they must be names. Gives
 * for each template the one that stands for its group; the order does not matter. Linear in the templates' length.
 */
export function joinTemplates(templates: readonly string[]): ReadonlyMap<string, string> {
  const distinct = [...new Set(templates)].sort();
  const tokens = distinct.map(tokensOf);
  const parents = distinct.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    for (let parent = parents[root]; parent !== undefined && parent !== root; parent = parents[root]) {
      // Halves the way for whoever asks next.
      parents[root] = parents[parent] ?? parent;
      root = parent;
    }
    return root;
  };
  for (const bucket of bucketsOf(tokens).values()) {
    const names = bucket.filter(isName);
    const first = names[0];
    if (first === undefined || countWords(names) < namesNeeded(names)) continue;
    for (const { index } of names) {
      const [one, other] = [rootOf(first.index), rootOf(index)];
      parents[Math.max(one, other)] = Math.min(one, other);
    }
  }
  return new Map(distinct.map((template, index) => [template, distinct[rootOf(index)] ?? template]));
}

interface Variant {
  readonly index: number;
  readonly word: string;
  /** The word before it. */
  readonly lead: string;
}

/** Templates by what they are without one of their words. */
function bucketsOf(templates: readonly (readonly string[])[]): ReadonlyMap<string, readonly Variant[]> {
  const buckets = new Map<string, Variant[]>();
  for (const [index, tokens] of templates.entries()) {
    const words = tokens.filter((token) => /\p{L}/u.test(token)).length;
    const hashes = tokens.map((token, place) => wordHash(token.toLowerCase(), place));
    const [low, high] = hashes.reduce(([a, b], [c, d]) => [(a + c) >>> 0, (b + d) >>> 0] as const, [
      0, 0,
    ] as const);
    for (const [place, word] of tokens.entries()) {
      if (words - (/\p{L}/u.test(word) ? 1 : 0) < MIN_WORDS) continue;
      const [own, ownHigh] = hashes[place] ?? [0, 0];
      const key = `${tokens.length}:${place}:${(low - own) >>> 0}:${(high - ownHigh) >>> 0}`;
      const bucket = buckets.get(key);
      const variant = { index, word, lead: tokens[place - 1] ?? '' };
      if (bucket === undefined) buckets.set(key, [variant]);
      else bucket.push(variant);
    }
  }
  return buckets;
}

/** Two 32-bit hashes of a word at its place: sums of them tell sequences of words apart. */
function wordHash(word: string, place: number): readonly [number, number] {
  let one = 0x811c9dc5 ^ place;
  let other = Math.imul(0x9e3779b9, place + 1);
  for (let index = 0; index < word.length; index += 1) {
    const unit = word.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x85ebca6b) ^ (other >>> 13);
  }
  return [mix(one), mix(other)];
}

function mix(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function countWords(variants: readonly Variant[]): number {
  return new Set(variants.map(({ word }) => word.toLowerCase())).size;
}

/** How many names make a place that of a value; letter case alone makes no difference. */
function namesNeeded(names: readonly Variant[]): number {
  if (countWords(names) === 1) return 1;
  if (names.every(({ word }) => CODE.test(word))) return MIN_CODES;
  const isKnownPlace = names.some(
    ({ word, lead }) => word === ANY || (NAME_LEAD.test(lead) && !TELLING_WORD.test(word)),
  );
  return isKnownPlace ? 2 : MIN_NAMES;
}

function isName({ word, lead }: Variant): boolean {
  if (word === ANY || NAME_LEAD.test(lead)) return true;
  return /[\p{L}\p{N}]/u.test(word) && !isTellingWord(word);
}
