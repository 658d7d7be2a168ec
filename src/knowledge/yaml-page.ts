import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { reasonOf } from './error-reason.ts';
import type { PageFaults, Place } from './page-faults.ts';

/** A page has no use for more. */
const MAX_ALIASES = 1000;

export interface YamlPair {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: unknown;
}

/** A YAML block of a page: its values by kind, each with its place in the page. */
export interface YamlBlock {
  readonly root: unknown;
  placeOf(node: unknown): Place;
  /** Keys and values of a mapping; undefined for anything else. */
  pairs(node: unknown): readonly YamlPair[] | undefined;
  /** Values of a list; undefined for anything else. */
  items(node: unknown): readonly unknown[] | undefined;
  /** A string as it is, a number or truth value as it is written; undefined for anything else. */
  text(node: unknown): string | undefined;
  isString(node: unknown): boolean;
  /** What a value is, for a message: `a list`, `"5xx"`, `nothing`. */
  describe(node: unknown): string;
}

/** Reads a YAML block that starts on line `firstLine` of its page; undefined when it is broken, which is then a fault. */
export function readYaml(source: string, firstLine: number, faults: PageFaults): YamlBlock | undefined {
  const start: Place = { line: firstLine, column: 1 };
  // The parser's own line counter stops counting inside a quote that never closes.
  const lineStarts = [0, ...Array.from(source.matchAll(/\n/g), ({ index }) => index + 1)];
  const placeAt = (offset: number): Place => {
    const within = Math.min(offset, source.length);
    let [line, after] = [0, lineStarts.length];
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if ((lineStarts[middle] ?? 0) <= within) line = middle;
      else after = middle;
    }
    return { line: firstLine + line, column: within - (lineStarts[line] ?? 0) + 1 };
  };
  let document: Document.Parsed;
  try {
    document = parseDocument(source, { prettyErrors: false });
  } catch (error) {
    // The parser recurses, so absurdly deep nesting exhausts its stack.
    const reason = reasonOf(error);
    faults.error(
      start,
      `front matter cannot be read as YAML: ${reason}`,
      'Write it as plain "key: value" lines.',
    );
    return undefined;
  }
  for (const problem of document.errors) {
    faults.error(
      placeAt(problem.pos[0]),
      `front matter is not valid YAML: ${problem.message}`,
      cureOf(problem.code),
    );
  }
  if (document.errors.length > 0) return undefined;
  // Each look-up of an alias walks the whole block.
  const aliases = source.match(/[\s[{,]\*[^\s,\]}]+/g)?.length ?? 0;
  if (aliases > MAX_ALIASES && document.contents !== null) {
    faults.error(
      start,
      `front matter has ${aliases} aliases (*name), expected at most ${MAX_ALIASES}`,
      'Write the values out.',
    );
    return undefined;
  }

  const resolve = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  const block: YamlBlock = {
    root: document.contents,
    placeOf: (node) => (isPlaced(node) ? placeAt(node.range[0]) : start),
    pairs(node) {
      const map = resolve(node);
      if (!isMap(map)) return undefined;
      return map.items.map(({ key, value }) => ({
        key: isScalar(key) ? String(key.value) : String(key),
        keyAt: block.placeOf(key),
        value,
      }));
    },
    items(node) {
      const list = resolve(node);
      return isSeq(list) ? list.items : undefined;
    },
    text(node) {
      const scalar = resolve(node);
      if (!isScalar(scalar) || scalar.value === null) return undefined;
      // `08006` and `22E01` are numbers to YAML; the page means what it says.
      return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
    },
    isString(node) {
      const scalar = resolve(node);
      return isScalar(scalar) && typeof scalar.value === 'string';
    },
    describe(node) {
      if (block.items(node) !== undefined) return 'a list';
      const pairs = block.pairs(node);
      if (pairs !== undefined) return `a mapping of ${pairs.map(({ key }) => key).join(', ') || 'nothing'}`;
      const text = block.text(node);
      return text === undefined ? 'nothing' : JSON.stringify(text.slice(0, 60));
    },
  };
  return block;
}

function isPlaced(node: unknown): node is Node & { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function cureOf(code: string): string {
  if (code === 'DUPLICATE_KEY') return 'Put the values of both under one key.';
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  if (code === 'MULTIPLE_DOCS') return 'Leave one block between the two --- lines.';
  return 'Put the value in single quotes (a quote inside is written twice), and check the indentation.';
}
