/** Words that error messages have and commands, titles of guides and configuration mostly have not. */
const ERROR_WORD = new RegExp(
  [
    String.raw`\b(?:errors?|exception|fail(?:s|ed|ure|ing)?|fatal|panic|refused|denied|forbidden|unauthori[sz]ed|rejected|aborted|killed|crash(?:es|ed|ing)?)\b`,
    String.raw`\b(?:timed? ?out|timeout|deadlock|expired|exceeded|exhausted|unreachable|unavailable|unhealthy|unknown|undefined|unsupported|unexpected|invalid|malformed|corrupt(?:ed)?|mismatch)\b`,
    String.raw`\b(?:cannot|can't|couldn't|could not|unable to|not found|no such|not allowed|not ready|not permitted|not connected|is not|does not exist|doesn't|already (?:exists|in use)|missing|too (?:many|large|long|big)|out of (?:memory|space|disk)|no space left|reset by peer|broken pipe|stuck|down)\b`,
    'ошибк|не удалось|невозможно|отказано|오류|실패|거부|エラー|失敗|拒否|错误|錯誤|失败|拒绝|超时|fehler|fehlgeschlagen|verweigert|erreur|échec|refusée?|fallo|falló|denegado|errore|fallito|negato|erro\\b|falha|negada',
  ].join('|'),
  'i',
);

/** HTTP statuses that are errors; other numbers from 400 to 599 are mostly ports and sizes. */
const STATUS = /\b(?:40[013-9]|41[0-7]|42[2-9]|431|451|499|50[0-8]|511|52[0-6])\b/;

/** `"message": "connection refused",` is about connection refused. */
const JSON_MESSAGE = /^"?(?:message|msg|error|reason|detail|description)"?\s*:\s*"((?:[^"\\]|\\.)*)"?,?$/i;

/** Names that are errors by themselves: NullPointerException, CrashLoopBackOff, ECONNRESET, ORA-12541, X509. */
const CODE_NAME =
  /^(?:[A-Za-z_.]*[a-z](?:Error|Exception|Failure|Failed|BackOff|Killed|Timeout|NotFound|Denied|Exceeded|Unavailable)|E[A-Z]{4,}|[A-Z]{2,8}-?\d{3,6}|[A-Z]{2,}(?:_[A-Z0-9]{2,})+)$/;

const COMMAND =
  /^(?:[$#>%]\s|(?:sudo|kubectl|oc|helm|docker|podman|git|curl|wget|npm|npx|yarn|pip3?|python3?|java|mvn|aws|gcloud|az|terraform|systemctl|journalctl|service|ssh|scp|cat|grep|tail|head|less|ls|cd|cp|mv|rm|mkdir|chmod|chown|echo|export|psql|mysql|redis-cli|etcdctl|openssl|ps|top|df|du|kill|nginx|SELECT|UPDATE|DELETE|INSERT|ALTER|SHOW|SET)\s)|^\S+ --?\w/;

const MAX_LENGTH = 200;

/** Whether a heading announces an error rather than a topic. */
export function isErrorTitle(title: string): boolean {
  const words = title.split(/\s+/);
  return (
    words.some((word) => CODE_NAME.test(word.replaceAll(/^[^\w]+|[^\w]+$/g, ''))) ||
    (words.length >= 2 && (ERROR_WORD.test(title) || STATUS.test(title)))
  );
}

/**
 * The phrase by which an error text of a page can be found again: what differs from one occurrence to the next (times,
 * addresses, ids, placeholders) becomes `…`. Undefined for what does not look like an error text.
 */
export function errorPhrase(written: string): string | undefined {
  const json = JSON_MESSAGE.exec(written.trim())?.[1];
  const text = json?.replaceAll(/\\(.)/g, '$1') ?? written.trim();
  if (text.length > MAX_LENGTH || text.includes('\n') || COMMAND.test(text)) return undefined;
  if (CODE_NAME.test(text)) return text;
  // One word in ASCII is a setting or a command: proxy-read-timeout.
  if (/^[!-~]+$/.test(text)) return undefined;
  if (!ERROR_WORD.test(text) || /[{}=]\s*$|^[\w.-]+:\s*\S*$|^(?:\/|https?:|\.\/)\S*$/.test(text))
    return undefined;
  const phrase = text
    .replace(/^\[?\d{4}[-/]\d\d[-/]\d\d[T ]?[\d:.,Z+-]*\]?\s*/, '')
    .replaceAll(
      /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+|\b[0-9a-f]{12,}\b|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/gi,
      '…',
    )
    .replaceAll(/<[\w ./-]+>|\$\{?\w+\}?|\{\{?[\w. -]+\}?\}|\[[A-Z_]{3,}\]|\bx{3,}\b/gi, '…')
    .replaceAll(/\b\d{4,}\b/g, '…')
    .replaceAll(/(?:\.\.\.|…)(?:\s*(?:\.\.\.|…))*/g, '…')
    .replaceAll(/^[\s…"'`]+|[\s"'`]+$/g, '');
  const words = phrase.match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.length >= 3 ? phrase : undefined;
}
