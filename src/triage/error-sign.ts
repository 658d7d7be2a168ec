import type { Reading } from './read.ts';
import type { Signal, SignalKind } from './result.ts';

/** Signals that only something gone wrong leaves. */
const TELLING: ReadonlySet<SignalKind> = new Set([
  'status',
  'grpc',
  'errno',
  'sqlstate',
  'exit',
  'exception',
  'alert',
]);

/** Words for something gone wrong, in the languages that the pages cover. */
const ERROR_WORDS =
  /\b(?:err|errors?|fail(?:s|ed|ing|ure)?|fatal|cannot|can't|could not|couldn't|unable|refused|denied|invalid|timed? ?out|exceptions?|exceeded|crash\w*|killed|down|broken|stuck|not working|doesn't work|won't|fehler|fehlgeschlagen|erreur|échec|erro|erreurs|errore|falha|fallo|fallos)\b|ошибк|не удалось|не работает|错误|錯誤|失败|失敗|报错|异常|拒绝|エラー|できません|오류|에러|실패/;

/** How much of a long text is searched for an error word. */
const SEARCH_LENGTH = 20_000;

/**
 * Whether the text reports that something went wrong. Without such a sign an entry that only resembles it is kept
 * silent: documentation and configuration share words with every problem of their product.
 */
export function hasErrorSign(reading: Reading, signals: readonly Signal[]): boolean {
  return (
    signals.some(({ kind }) => TELLING.has(kind)) || ERROR_WORDS.test(reading.folded.slice(0, SEARCH_LENGTH))
  );
}
