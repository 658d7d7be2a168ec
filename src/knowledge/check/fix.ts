import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { readFrontMatter } from '../front-matter.ts';
import { KNOWN_KEYS } from '../front-matter-keys.ts';
import { nearestName } from '../nearest-name.ts';
import { createPageFaults } from '../page-faults.ts';

/**
 * The page with what can be mended without knowing what it means: line ends, misspelled front matter keys, the order of
 * `related`, blanks around phrases. The date of the review is not touched: only a reader can give it.
 */
export function fixPage(text: string): string {
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const mended = fixFrontMatter(plain);
  const ended = mended === '' || mended.endsWith('\n') ? mended : `${mended}\n`;
  // A mend must never break a page: what reads worse than before is left as it was.
  return countErrors(ended) > countErrors(plain) ? plain : ended;
}

function fixFrontMatter(text: string): string {
  const head = /^---[ \t]*\n([\s\S]*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text);
  const source = head?.[1];
  if (source === undefined) return text;
  const document = parseDocument(source, { prettyErrors: false });
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root)) return text;

  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const keys = new Set(root.items.map(({ key }) => String(isScalar(key) ? key.value : key)));
  const isOurs = keys.has('rules');
  for (const { key, value } of root.items) {
    if (!isScalar(key) || typeof key.value !== 'string' || !key.range || !isOurs) continue;
    const known = nearestName(key.value, KNOWN_KEYS);
    if (known !== undefined && known !== key.value && !keys.has(known)) {
      edits.push({ start: key.range[0], end: key.range[1], text: known });
    }
    if (key.value === 'related' && isSeq(value) && value.flow === true && value.range) {
      const ids = value.items.map((item) => (isScalar(item) ? String(item.value) : ''));
      const sorted = [...new Set(ids)].sort();
      const isPlain = ids.every((id) => /^[\w/#.-]+$/.test(id)) && value.comment === undefined;
      const isSame = sorted.length === ids.length && sorted.every((id, at) => id === ids[at]);
      if (isPlain && !isSame)
        edits.push({ start: value.range[0], end: value.range[1], text: `[${sorted.join(', ')}]` });
    }
    if ((key.value === 'rules' || key.value === 'unless') && isSeq(value)) {
      for (const item of value.items) {
        if (
          !isScalar(item) ||
          typeof item.value !== 'string' ||
          !item.range ||
          item.value === item.value.trim()
        )
          continue;
        const written = source.slice(item.range[0], item.range[1]);
        const quoted = /^(["'])[ \t]*([^\\\n]*?)[ \t]*\1$/.exec(written);
        if (quoted !== null)
          edits.push({
            start: item.range[0],
            end: item.range[1],
            text: `${quoted[1]}${quoted[2]}${quoted[1]}`,
          });
      }
    }
  }
  const start = text.indexOf('\n') + 1;
  let fixed = text;
  for (const edit of edits.sort((left, right) => right.start - left.start)) {
    fixed = fixed.slice(0, start + edit.start) + edit.text + fixed.slice(start + edit.end);
  }
  return fixed;
}

function countErrors(text: string): number {
  const faults = createPageFaults('');
  readFrontMatter(text, faults);
  return faults.list.filter(({ level }) => level === 'error').length;
}
