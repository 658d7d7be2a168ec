import {
  AFTER,
  ARTICLES,
  BEFORE,
  CODE_QUALIFIERS,
  CODE_WORDS,
  MET,
  NOT_AFTER,
  NOT_BEFORE,
  REASONS,
} from './status-words.ts';
import type { WordView } from './word-view.ts';

const CLOSING_PARENTHESIS = 41;

/** The status that a word may be: `502`, and `502s` as people write many of them. */
export function statusIn(word: string): string | undefined {
  return /^([45]\d\d)s?$/.exec(word)?.[1];
}

/** Whether the three-digit word at `index` is an HTTP status of an error: what stands around it says so. */
export function isErrorStatus(words: WordView, index: number): boolean {
  const length = words.end(index) - words.start(index);
  const value = length === 3 || length === 4 ? statusIn(words.text(index)) : undefined;
  if (value === undefined) return false;
  const before = words.gapBefore(index);
  const after = words.gapAfter(index);
  // #404, 1.502, 10/502, 502.1, 502-3: a part of something else. `5.502` too, but not "502.".
  if (/[#$€£+~]$/.test(before) || /^[%°#]/.test(after)) return false;
  // `502/503/504 errors` is a list of statuses.
  const isListed = before === '/' && statusIn(words.text(index - 1)) !== undefined;
  if (isJoined(before) && isDigit(words.text(index - 1)) && !isListed) return false;
  if (isJoined(after) && isDigit(words.text(index + 1))) return false;
  // `res.status(404)` and `status === 404` are programs that handle an error, not errors.
  if (
    /[=!<>]=| [<>] ?["']?$/.test(before) ||
    (before === '(' && words.unitAfter(index) === CLOSING_PARENTHESIS)
  )
    return false;
  const next = words.text(index + 1);
  const nextTwo = `${next} ${words.text(index + 2)}`;
  if (after.length <= 3 && (REASONS[value]?.some((reason) => startsWithWords(nextTwo, reason)) ?? false))
    return true;
  const previous = words.text(index - 1);
  if (isBehindReason(words, index, value)) return true;
  if (NOT_BEFORE.has(previous) || (after === ' ' && NOT_AFTER.has(next))) return false;
  // localhost:502 and [::1]:502 are ports.
  if (before === ':' && !BEFORE.has(previous) && previous !== 'code') return false;
  if (after.length === 1 && after === ' ' && (AFTER.has(nextTwo) || AFTER.has(next))) return true;
  if (before.length > 6) return false;
  if (/^\d$/.test(previous) && isProtocol(words, index)) return true;
  if (isBesideEastAsian(words, index)) return true;
  if (BEFORE.has(previous)) return true;
  if (previous === 'code' && /["':=]/.test(before)) return true;
  if (wasMet(words, index)) return true;
  if (CODE_WORDS.has(previous)) return qualifies(words, index);
  return previous === 'returned' && words.text(index - 2) === 'url';
}

/** `报502错误`, `502エラー`, `502 에러`: these scripts write the number next to the word for error. */
function isBesideEastAsian(words: WordView, index: number): boolean {
  const around = `${words.text(index - 2)}${words.text(index - 1)}|${words.text(index + 1)}${words.text(index + 2)}${words.text(index + 3)}`;
  return /(?:[报報返回状態态码コ드]|エラ|에러|오류)\||\|(?:错误|錯誤|错|エラー|に|に[なて]|异常|异|에러|오류|网关|状态)/.test(
    around,
  );
}

/** `unauthorized (401)`, `Not Found [404]`: the reason phrase in front. */
function isBehindReason(words: WordView, index: number, status: string): boolean {
  if (!/^ ?[([:,-]? ?$/.test(words.gapBefore(index))) return false;
  const previous = words.text(index - 1);
  const two = `${words.text(index - 2)} ${previous}`;
  return REASONS[status]?.some((reason) => reason === previous || reason === two) ?? false;
}

function wasMet(words: WordView, index: number): boolean {
  const previous = words.text(index - 1);
  if (MET.has(previous)) return true;
  const beforeIt = words.text(index - 2);
  return (
    ARTICLES.has(previous) &&
    (MET.has(beforeIt) || (ARTICLES.has(beforeIt) && MET.has(words.text(index - 3))))
  );
}

function qualifies(words: WordView, index: number): boolean {
  for (let back = 2; back <= 4; back += 1) {
    if (CODE_QUALIFIERS.has(words.text(index - back))) return true;
  }
  return false;
}

/** `HTTP/1.1 502`, `HTTP/2 502`, and in access logs `HTTP/1.1" 502`. */
function isProtocol(words: WordView, index: number): boolean {
  if (!/^"? $/.test(words.gapBefore(index)) && words.gapBefore(index) !== '" ') return false;
  return (
    words.text(index - 2) === 'http' || (words.text(index - 3) === 'http' && isDigit(words.text(index - 2)))
  );
}

function isJoined(gap: string): boolean {
  return gap === '.' || gap === '-' || gap === '/' || gap === ',' || gap === ':';
}

function isDigit(word: string): boolean {
  return /^\d+$/.test(word);
}

function startsWithWords(text: string, words: string): boolean {
  return text === words || text.startsWith(`${words} `);
}
