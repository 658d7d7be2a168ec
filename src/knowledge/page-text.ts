import type { Place } from './page-faults.ts';

/** A page above this is no page; a log or a dump got among them. */
const MAX_PAGE_BYTES = 1024 * 1024;

export type PageText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly at: Place; readonly message: string; readonly cure: string };

/** The text of a page's bytes, which must be UTF-8. */
export function decodePage(bytes: Uint8Array): PageText {
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    return {
      ok: false,
      at: { line: isUtf16 ? 1 : firstBadLine(bytes), column: 1 },
      message: `page is not UTF-8${isUtf16 ? ' but UTF-16' : ''}`,
      cure: `Save it as UTF-8, for example with: iconv -f ${isUtf16 ? 'UTF-16' : 'LATIN1'} -t UTF-8 PAGE > NEW`,
    };
  }
}

/** What is wrong with a page of that size, if anything. */
export function sizeFault(sizeBytes: number): string | undefined {
  if (sizeBytes <= MAX_PAGE_BYTES) return undefined;
  return `page has ${(sizeBytes / 1024 / 1024).toFixed(1)} MB, expected at most ${MAX_PAGE_BYTES / 1024 / 1024} MB`;
}

function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
    line++;
  }
  return line;
}
