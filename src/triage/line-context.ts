import { lineAt, lineEnd } from './lines.ts';
import type { Reading } from './read.ts';

export type LineKind = 'error' | 'warning' | 'info' | 'frame' | 'plain' | 'prose' | 'code';
export type CauseRole = 'innermost' | 'wrapping' | 'none';

/** What kind of line a place is on, found out when asked and kept. */
export interface LineContext {
  kindAt(position: number): LineKind;
  /** Whether the place is in a literal of a program that holds a whole sentence: it quotes an error, and checks for none. */
  isQuotedAt(start: number, end: number): boolean;
  /** Whether the place is in the innermost cause of a chain, or in what wraps one. */
  causeAt(position: number): CauseRole;
}

/** A level stands near the beginning of its line. */
const HEAD_LENGTH = 160;

const MAX_FENCES = 100;

const FRAME = /^ ?(?:at [\w$.<>/@]+[ (.]|file "|\.{3} \d+ (?:more|common)|#\d+ |\d+: 0x|from [\w./-]+:\d+)/;
/**
 * Statements of the usual languages, and of alerting rules: they speak of errors and are none. Each needs its own
 * punctuation, since people too begin with "let", "import", "return" and "class".
 */
const STATEMENTS: readonly RegExp[] = [
  /^ ?(?:\/\*|\* ?@|#(?:define|include|ifn?def)\b|- alert: |expr: )/,
  /^ ?(?:export )?(?:const|let|var) [\w${}[\], ]+ ?=/,
  /^ ?import (?:[\w*{}, ]+ from |["']|[\w.]+(?: as \w+)?;? ?$)|^ ?from [\w.]+ import /,
  /^ ?(?:async )?(?:func|def|fn|function) (?:\([^)]*\) )?[\w.]*\(/,
  /^ ?(?:public|private|protected|static|final|export|async|abstract) [\w<>[\], .]+[({=]/,
  /^ ?(?:class|struct|enum|interface) \w+ ?(?:\{|\(.*\):|extends |implements |: ?$)|^ ?type \w+ (?:struct|interface|=)/,
  /^ ?resource "[^"]+" "[^"]+" \{/,
  /^ ?case (?:"[^"]*"|'[^']*'):/,
  /^ ?return (?:\w[\w.]*\(|[\w.]+;|new |nil\b|null\b|[{["'])/,
  /^ ?\}? ?(?:if|else if|elif|while|for|switch|until) .*(?:[=!<>]=|\(|\bin\b|\brange\b).*[:{] ?$/,
  /^ ?\}? ?(?:throw new |raise \w+\(|except [\w(]|catch ?\(|try ?[:{]|else ?\{)/,
  /^ ?(?:fmt|console|log|logger|logging|print|printf|println|system\.out)\b[\w.]*\(/,
  // A printed error object is none: its keys tell what happened.
  /^ ?(?!(?:message|msg|errmsg|sqlmessage|name|code|codename|errno|syscall|reason|detail|hint|cause|error|stack)\b)\w+: (?:\d+|'[^']*'|"[^"]*"|true|false|null), ?$/,
];
/** A statement's end behind an assignment or a call. Log lines end in neither. */
const CODE_END = /^[^"'{]*[=(].*[;{] ?$/;
/** Node.js prints the source line of an uncaught error below its place. */
const CRASH_PLACE = /^ ?(?:node:[\w/]+|(?:file:\/\/)?[\w./@:\\-]+\.[cm]?[jt]s):\d+ ?$/;
/** Elements of a list of texts; one alone, without a comma, is a quotation. */
const STRING_ELEMENT = /^ ?(?:(?:"[^"]*"|'[^']*'|`[^`]*`), ?)+(?:"[^"]*"|'[^']*'|`[^`]*`)? ?$/;
const QUOTES = ['"', "'", '`'];
/** A longer literal is cut, which leaves its end out of sight. */
const LITERAL_LENGTH = 400;
/** Five words, or as much of a script without spaces. */
const SENTENCE =
  /(?:\S+ ){4}\S|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}、。]{12}/u;
/** What a program compares a text with is no error that happened. */
const COMPARISON =
  /(?:includes|contains|starts_?with|ends_?with|match(?:es)?|test|index_?of|search|regexp|compile)\($|[=!]==? ?$|\b(?:case|in) ?$/;
const ERROR =
  /\b(?:error|errors|fatal|critical|crit|panic|emerg|alert|exception|failed|failure|severe|err)\b|error:|exception:|^e\d{4} |^f\d{4} /;
const WARNING = /\b(?:warn|warning)\b|^w\d{4} /;
const INFO = /\b(?:info|debug|trace|notice|verbose)\b|^i\d{4} /;

export function lineContext(reading: Reading): LineContext {
  const kinds = new Map<number, LineKind>();
  let causes: readonly number[] | undefined;
  let firstTraceback: number | undefined;
  let fences: readonly number[] | undefined;

  return {
    kindAt(position) {
      const line = lineAt(reading, position);
      const known = kinds.get(line);
      if (known !== undefined) return known;
      const start = reading.lineStarts[line] ?? 0;
      fences ??= fencesOf(reading.folded);
      // Where somebody fenced the log, the words around it are about it.
      const isOutside = fences.length > 1 && fences.filter((fence) => fence < position).length % 2 === 0;
      const end = lineEnd(reading, line);
      const head = reading.folded.slice(start, Math.min(end, start + HEAD_LENGTH));
      const before = reading.folded.slice(reading.lineStarts[line - 1] ?? start, start);
      const isOfReport = before.length <= HEAD_LENGTH && CRASH_PLACE.test(before);
      const kind = isOutside ? 'prose' : kindOf(head, end - start > HEAD_LENGTH, isOfReport);
      kinds.set(line, kind);
      return kind;
    },
    isQuotedAt(start, end) {
      const line = lineAt(reading, start);
      const from = Math.max(reading.lineStarts[line] ?? 0, start - LITERAL_LENGTH);
      const to = Math.min(lineEnd(reading, line), end + LITERAL_LENGTH);
      return isInSentence(reading.folded.slice(from, to), start - from, end - from);
    },
    causeAt(position) {
      causes ??= positionsOf(reading.folded, 'caused by: ');
      if (causes.length > 0) return position >= (causes.at(-1) ?? 0) ? 'innermost' : 'wrapping';
      // Python prints the cause first and then what was raised while handling it.
      firstTraceback ??= endOfFirstTraceback(reading.folded);
      if (firstTraceback < 0) return 'none';
      return position < firstTraceback ? 'innermost' : 'wrapping';
    },
  };
}

function isInSentence(line: string, start: number, end: number): boolean {
  return QUOTES.some((quote) => {
    const opens = line.lastIndexOf(quote, start - 1);
    const closes = line.indexOf(quote, end);
    if (opens < 0 || closes < 0 || start === 0) return false;
    const before = line.slice(0, opens);
    const isOpening = before.split(quote).length % 2 === 1;
    return isOpening && SENTENCE.test(line.slice(opens + 1, closes)) && !COMPARISON.test(before);
  });
}

function isCode(head: string, isCut: boolean): boolean {
  if (STATEMENTS.some((statement) => statement.test(head))) return true;
  return !isCut && (CODE_END.test(head) || STRING_ELEMENT.test(head));
}

function kindOf(head: string, isCut: boolean, isOfReport: boolean): LineKind {
  if (FRAME.test(head)) return 'frame';
  if (!isOfReport && isCode(head, isCut)) return 'code';
  if (ERROR.test(head)) return 'error';
  if (WARNING.test(head)) return 'warning';
  return INFO.test(head) ? 'info' : 'plain';
}

/** Places of the code fences; a text with very many is no message with a quoted log. */
function fencesOf(text: string): readonly number[] {
  const fences: number[] = [];
  for (let at = text.indexOf('```'); at >= 0 && fences.length < MAX_FENCES; at = text.indexOf('```', at + 3))
    fences.push(at);
  return fences;
}

/** Only the first and last place count; a chain of ten thousand links costs no more than one. */
function positionsOf(text: string, sign: string): readonly number[] {
  const last = text.lastIndexOf(sign);
  return last < 0 ? [] : [last];
}

function endOfFirstTraceback(text: string): number {
  const places = [
    text.indexOf('during handling of the above exception, another exception occurred'),
    text.indexOf('the above exception was the direct cause of the following exception'),
  ].filter((place) => place >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}
