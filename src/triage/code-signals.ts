import { beginsGrpcName, grpcCodeName } from '../knowledge/grpc-codes.ts';
import { ERRNO_NUMBERS, OTHER_ERRNOS } from './errnos.ts';
import type { SignalKind } from './result.ts';
import { isErrorStatus, statusIn } from './status-signals.ts';
import type { WordView } from './word-view.ts';

/** A code read at a word of the text. */
export interface CodeSignal {
  readonly kind: SignalKind;
  readonly value: string;
  /** Number of the first and of the last word that the signal is read from. */
  readonly first: number;
  readonly last: number;
}

const ERRNO_NAMES = new Set([...Object.values(ERRNO_NUMBERS), ...OTHER_ERRNOS]);

/** SQLSTATEs with a letter are read wherever they stand; those of digits only where the text says so. */
const SQLSTATE = /^(?=\d*[A-Z])[0-9A-Z]{5}$/;
const SQLSTATE_CLASSES = /^(?:0[0-9ABFLPZ]|2[0-8BDF]|3[489BDF]|4[0-4]|5[3-8]|72|F0|HV|HY|P0|XX|IM)/;

const EXIT_WORDS = new Set(['code', 'status', 'exitcode', 'exit', 'exited']);
const GRPC_WORDS = new Set(['code', 'status', 'grpc_status', 'statuscode', 'desc', 'grpc', 'rpc']);

/** Reads the codes at one word. Several readings of one number are possible: `code 14` may be gRPC's or a product's. */
export function readCodes(words: WordView, index: number): CodeSignal[] {
  const first = words.text(index).charCodeAt(0);
  const isDigit = first >= 48 && first <= 57;
  const length = words.end(index) - words.start(index);
  if (isDigit) {
    const found = length <= 8 ? readNumber(words, index) : [];
    return length === 5 ? [...found, ...readSqlState(words, index)] : found;
  }
  if (length < 3 || length > 120) return [];
  const cased = words.cased(index);
  // Symbolic codes begin with a capital letter everywhere but in gRPC's snake case of some clients.
  if (!/^[A-Z]/.test(cased)) return [];
  return [
    ...readErrnoName(words, index, cased),
    ...readGrpcName(words, index),
    ...readException(index, cased),
    ...readSqlState(words, index),
  ];
}

/** Words after which a number is a code of some kind. */
const CODE_LEADS = new Set([
  'code',
  'errorcode',
  'error',
  'errno',
  'err',
  'status',
  'exitcode',
  'exit',
  'exited',
  'grpc_status',
  'statuscode',
  'desc',
  'grpc',
  'rpc',
]);
const OPENING_PARENTHESIS = 40;
const NUMBER_SIGN = 35;

function readNumber(words: WordView, index: number): CodeSignal[] {
  const value = words.text(index);
  const signals: CodeSignal[] = [];
  const add = (kind: SignalKind, name: string, first = index): void => {
    signals.push({ kind, value: name, first, last: index });
  };
  const status = isErrorStatus(words, index) ? statusIn(value) : undefined;
  if (status !== undefined) add('status', status);
  const grpc = value.length <= 2 ? grpcCodeName(value) : undefined;
  if (grpc !== undefined && isGrpcNumber(words, index)) add('grpc', grpc, index - 1);
  const previous = words.text(index - 1);
  const unitBefore = words.unitBefore(index);
  const isLed = CODE_LEADS.has(previous);
  // Nearly all numbers of a log end here.
  if (!isLed && unitBefore !== OPENING_PARENTHESIS && unitBefore !== NUMBER_SIGN) return signals;
  if (/^\d{1,3}$/.test(value)) {
    const errno = ERRNO_NUMBERS[Number(value)];
    if (errno !== undefined && isErrnoNumber(words, index)) add('errno', errno);
    if (EXIT_WORDS.has(previous) && isExit(words, index)) add('exit', value);
  }
  const before = words.gapBefore(index);
  // `[error] 32736#0` of nginx is a process number: the bracket has closed the level.
  const isCode =
    isLed && (previous.startsWith('err') || previous === 'code') && /^["' :=#([]{1,5}$/.test(before);
  if (isCode) add('code', value, words.text(index - 2) === 'error' ? index - 2 : index - 1);
  else if (before.endsWith('(#')) add('code', value);
  return signals;
}

/** `(111: Connection refused)` of nginx, `[Errno 111]` of Python, `(os error 111)` of Rust, `errno: -111` of Node.js. */
function isErrnoNumber(words: WordView, index: number): boolean {
  const previous = words.text(index - 1);
  const before = words.gapBefore(index);
  const after = words.gapAfter(index);
  if (previous === 'errno') return true;
  if (previous === 'error' && words.text(index - 2) === 'os') return true;
  if (before.endsWith('(') && after.startsWith(': ')) return true;
  return (
    previous === 'error' &&
    before.length <= 2 &&
    /^[:)]/.test(after) &&
    words.text(index - 2) === 'delayed_connect'
  );
}

function isExit(words: WordView, index: number): boolean {
  for (let back = 1; back <= 4; back += 1) {
    const word = words.text(index - back);
    if (
      word === 'exit' ||
      word === 'exited' ||
      word === 'exitcode' ||
      word === 'terminated' ||
      word === 'exits'
    )
      return true;
  }
  return false;
}

/** `grpc-status: 14`, `rpc error: code = 14`, `gRPC code 14`, `14 UNAVAILABLE`. */
function isGrpcNumber(words: WordView, index: number): boolean {
  const next = grpcCodeName(words.text(index + 1));
  if (next !== undefined && next === grpcCodeName(words.text(index)) && words.gapAfter(index).length <= 2) {
    return /^[A-Z]/.test(words.cased(index + 1));
  }
  if (!GRPC_WORDS.has(words.text(index - 1)) && words.text(index - 1) !== 'status') return false;
  for (let back = 2; back <= 4; back += 1) {
    const word = words.text(index - back);
    if (word === 'grpc' || word === 'rpc') return true;
  }
  return false;
}

function readErrnoName(words: WordView, index: number, cased: string): CodeSignal[] {
  if (!cased.startsWith('E') || !/^E[A-Z]{2,}/.test(cased)) return [];
  // EAI_AGAIN is two words to the tokenizer.
  const joined = words.gapAfter(index) === '_' ? `${cased}_${words.cased(index + 1)}` : cased;
  if (ERRNO_NAMES.has(joined))
    return [{ kind: 'errno', value: joined, first: index, last: joined === cased ? index : index + 1 }];
  return ERRNO_NAMES.has(cased) ? [{ kind: 'errno', value: cased, first: index, last: index }] : [];
}

/** `StatusCode.UNAVAILABLE`, `code = Unavailable`, `14 UNAVAILABLE:`, `"status": "UNAVAILABLE"`, `rpc error: … DEADLINE_EXCEEDED`. */
function readGrpcName(words: WordView, index: number): CodeSignal[] {
  if (!beginsGrpcName(words.text(index))) return [];
  let last = index;
  let name = words.cased(index);
  while (last - index < 2 && words.gapAfter(last) === '_') {
    last += 1;
    name += `_${words.cased(last)}`;
  }
  const code = grpcCodeName(name);
  if (code === undefined || code === 'OK' || code === 'UNKNOWN') return [];
  const previous = words.text(index - 1);
  const isNamed =
    GRPC_WORDS.has(previous) ||
    previous.endsWith('error') ||
    previous.endsWith('exception') ||
    grpcCodeName(previous) === code;
  const isShouted = name.includes('_') && name === name.toUpperCase();
  return isNamed || isShouted ? [{ kind: 'grpc', value: code, first: index, last }] : [];
}

const EXCEPTION_ENDS = ['Exception', 'Error', 'Fault', 'Failure'];

function readException(index: number, cased: string): CodeSignal[] {
  if (
    !EXCEPTION_ENDS.some((end) => cased.endsWith(end)) ||
    !/^[A-Z][A-Za-z0-9]*[a-z0-9][A-Z][a-z]+$/.test(cased)
  )
    return [];
  return [{ kind: 'exception', value: cased, first: index, last: index }];
}

function readSqlState(words: WordView, index: number): CodeSignal[] {
  if (words.end(index) - words.start(index) !== 5) return [];
  const value = words.cased(index);
  if (!/^[0-9A-Z]{5}$/.test(value)) return [];
  const previous = words.text(index - 1);
  const isNamed = previous === 'sqlstate' || (previous === 'state' && words.text(index - 2) === 'sql');
  const isMysql =
    words.gapBefore(index) === ' (' && words.gapAfter(index).startsWith(')') && /^\d{4}$/.test(previous);
  const isKnown =
    SQLSTATE.test(value) && /\d{2}/.test(value) && SQLSTATE_CLASSES.test(value) && /^\d\d/.test(value);
  return isNamed || isMysql || isKnown ? [{ kind: 'sqlstate', value, first: index, last: index }] : [];
}
