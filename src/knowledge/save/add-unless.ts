import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

/**
 * A page with further phrases in the `unless` of its front matter; all else, comments and quotes too, stays as it is
 * written. Undefined where the front matter is not laid out so that something can be added to it.
 */
export function addUnless(page: string, phrases: readonly string[]): string | undefined {
  if (phrases.length === 0) return page;
  const head = /^(\uFEFF?---[ \t]*\n)([\s\S]*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(page);
  const [, opening = '', source] = head ?? [];
  if (source === undefined) return undefined;
  const changed = addToList(
    source,
    phrases.map((phrase) => JSON.stringify(phrase)),
  );
  return changed && `${opening}${changed}${page.slice(opening.length + source.length)}`;
}

/** JSON strings are YAML too, whatever they hold. */
function addToList(source: string, items: readonly string[]): string | undefined {
  const document = parseDocument(source, { prettyErrors: false });
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root) || root.flow === true) return undefined;
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === 'unless');
  if (pair === undefined) return `${source}unless:\n${items.map((item) => `  - ${item}\n`).join('')}`;
  const list = pair.value;
  if (!isSeq(list) || !list.range) return undefined;
  const [start, end] = list.range;
  if (list.flow === true) {
    const inside = source.slice(start, end - 1).trimEnd();
    const comma = list.items.length === 0 || inside.endsWith(',') ? '' : ',';
    const space = list.items.length === 0 ? '' : ' ';
    return `${source.slice(0, start)}${inside}${comma}${space}${items.join(', ')}${source.slice(end - 1)}`;
  }
  // The dash of the first item says how far in the list stands.
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(source.slice(lineStart))?.[0] ?? '';
  const lineEnd = source.indexOf('\n', end - 1);
  const at = lineEnd === -1 ? source.length : lineEnd + 1;
  return `${source.slice(0, at)}${items.map((item) => `${indent}- ${item}\n`).join('')}${source.slice(at)}`;
}
