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

/** Words for a system in trouble, by which people tell what happens to them without calling it an error. */
const TROUBLE_WORDS =
  /\b(?:aborts?|aborted|blocked|complains?|conflicts?|corrupt|corrupted|dead ?lock(?:s|ed)?|degraded|denies|deny|dies|died|dying|evicted|firing|freez(?:e|es|ing)|frozen|full|hangs?|hanging|hung|keeps? \w+ing|kills?|killing|lagging|leaks?|leaking|lock(?:s|ed)? up|no more|not (?:able|enough|ready|reachable|responding)|out of (?:disk|memory|range|space)|overload(?:ed)?|panics?|panicked|rejected|rejects|resets|stall(?:s|ed)|throttled|too (?:big|high|large|long|many|slow)|unavailable|unhealthy|unreachable|unresponsive|unschedulable|yellow|hata|hängt|błąd|lỗi|ne répond pas|no responde|não responde)(?![\p{L}\p{N}])|<unknown>|завис|недоступ|не хватает|не отвеча|падает|无法|不足|卡住|崩溃|挂了|超时|無法|逾時|できない|落ちる|止まる|タイムアウト|부족|지연|충돌|안 됨|안 돼/u;

/** How much of a long text is searched for an error word. */
const SEARCH_LENGTH = 20_000;

/**
 * Whether the text reports that something went wrong. Without such a sign an entry that only resembles it is kept
 * silent: documentation and configuration share words with every problem of their product.
 */
export function hasErrorSign(reading: Reading, signals: readonly Signal[]): boolean {
  if (signals.some(({ kind }) => TELLING.has(kind))) return true;
  const text = reading.folded.slice(0, SEARCH_LENGTH);
  return ERROR_WORDS.test(text) || TROUBLE_WORDS.test(text);
}
