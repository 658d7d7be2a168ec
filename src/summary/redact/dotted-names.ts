import { parse } from 'tldts';

/** Endings that only private networks use. */
const PRIVATE_ENDINGS = new Set(
  'internal local lan corp intra intranet localdomain private consul priv svc arpa onion example invalid'.split(
    ' ',
  ),
);
/** Endings that are as often a file's, a member's or an English word's. */
const CODE_ENDINGS = new Set(
  (
    'sh py rs md pl so cc in is at to me id it no my do as be by us so am ac la ps pm ml mk mm ms st sc sb tf cl fm gs nu th tm tt lc ' +
    'py rs vi vu ws tv cd cf ai kg ki sl sm sn sr sv sy sz tc td tg tj tk tl tn vc ve vg ad ae af ag al ao aq ar aw ax az ba bb bd bf bg bh bi bj bm bn bo bs bt bw bz'
  ).split(' '),
);
/** Two-letter endings that nothing else has, and the oldest ones. */
const SURE_ENDINGS = new Set(
  'com net org edu gov mil io co de fr uk ru jp cn kr br au ca nl se ch es cz dk fi eu tr ua pt gr hu ro sk lt lv ee ie za mx cl nz tw hk sg pe by kz il ir ng ke vn ph my pk'.split(
    ' ',
  ),
);
/** Newer endings that teams use for what they run. */
const NEWER_ENDINGS = new Set(
  'dev app cloud tech online site xyz ai me tv us biz systems services host net zone network codes software space run live info shop store'.split(
    ' ',
  ),
);
/** First parts of names of packages, which are written the other way round. */
const REVERSED = new Set(
  'com org net io java javax jakarta sun jdk kotlin scala android androidx dev edu gov akka groovy clojure ch de fr uk nl se eu me app ai co it ru cn jp br au'.split(
    ' ',
  ),
);
const ALWAYS_REVERSED = new Set(
  'com org net java javax jakarta sun jdk kotlin scala android androidx system microsoft'.split(' '),
);
/** First parts of hosts' names. */
const FIRST_LABELS =
  /^(?:www\d*|api|app|web|db|sql|mail|smtp|imap|mx\d*|ns\d+|ftp|sftp|vpn|git|ci|cdn|static|assets|status|portal|sso|auth|login|admin|dev|stage|staging|prod|test|qa|uat|demo|internal|proxy|lb|gw|gateway|host\d*|node\d*|server\d*|cache|redis|kafka|mongo|mysql|postgres|pg|es|elastic|kibana|grafana|prometheus|jenkins|gitlab|jira|wiki|docs|shop|blog|m|ws|wss|registry|docker|k8s|kube|s3|storage|files|media|img|edge|origin|monitor|metrics|logs)(?:-?\d+)?$/;
/** Names of products that look like a host's. */
const PRODUCTS =
  /^(?:asp|ado|vb|ml|json|ef|odp|mono)\.net$|^(?:socket|engine|draw|redis|system)\.io$|^vert\.x$/i;
/** Files that are named after an ending. */
const FILES =
  /^(?:rc|env|settings|config|hosts|application|log|logging|database)\.local$|\.(?:com|net|org|io)\.(?:conf|crt|key|pem|cert|csr|log|json|ya?ml|xml|txt|html?|zone|cfg|ini)$/i;

/** Whether a dotted name that stands by itself is a host's, and not a package's, a file's or a member's. */
export function isHostName(name: string, before: string, after: string): boolean {
  const lower = name.toLowerCase();
  const labels = lower.split('.');
  const last = labels.at(-1) ?? '';
  const first = labels[0] ?? '';
  if (
    labels.length < 2 ||
    PRODUCTS.test(name) ||
    FILES.test(name) ||
    labels.every((label) => /^\d+$/.test(label))
  )
    return false;
  const isCall = after.startsWith('(') || /^(?:=|\[|\$|::|->| ?=> )/.test(after);
  const hasPort = /^:\d{2,5}(?!\d|\.\d|:\d)/.test(after);
  const isAddressed = /(?:@|\/\/)$/.test(before);
  if (isCall && !isAddressed) return false;
  const isUpper = name === name.toUpperCase();
  if (/[A-Z]/.test(name) && !isUpper && !isAddressed && !(hasPort && SURE_ENDINGS.has(last))) {
    if (!/^[A-Z][a-z-]+\.(?:com|org|net|io)$/.test(name) || /^(?:System|Java|Sun)\./.test(name)) return false;
  }
  if (isUpper && labels.length < 3 && !/^(?:com|org|local|internal|corp|lan)$/.test(last)) return false;
  if (PRIVATE_ENDINGS.has(last)) return labels.length > 2 || last !== 'private';
  if (
    !SURE_ENDINGS.has(last) &&
    !parse(lower, { allowPrivateDomains: false, validateHostname: false }).isIcann
  )
    return false;
  if (isAddressed || (hasPort && labels.length > 2)) return true;
  if (ALWAYS_REVERSED.has(first) || (REVERSED.has(first) && !/^(?:com|org|net)$/.test(last))) return false;
  if (/_/.test(name)) return false;
  const hasSign = labels.slice(0, -1).some((label) => /\d|-/.test(label));
  const isTelling = hasPort || FIRST_LABELS.test(first) || (labels.length > 2 && hasSign);
  if (SURE_ENDINGS.has(last) && !CODE_ENDINGS.has(last)) return true;
  return (
    isTelling &&
    (labels.length > 2 || hasPort) &&
    (NEWER_ENDINGS.has(last) || CODE_ENDINGS.has(last) || hasPort || labels.length > 2) &&
    !looksLikeFile(labels)
  );
}

/** `static-01.min.js` is none of ours, but `api-v2.test.sh` could be: scripts are rarely named like hosts. */
function looksLikeFile(labels: readonly string[]): boolean {
  return labels.some((label) =>
    /^(?:test|spec|min|conf|config|d|local|dist|prod|bak|orig|old|new|tmp|py|js|ts|tar|so)$/.test(label),
  );
}
