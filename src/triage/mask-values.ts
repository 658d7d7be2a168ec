/** What stands in a template in place of a value. */
type Placeholder = '<time>' | '<id>' | '<host>' | '<email>' | '<url>' | '<path>';

interface Mask {
  readonly pattern: RegExp;
  readonly with: Placeholder;
}

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}';
const CLOCK = '\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?';
const ZONE = '(?: ?(?:Z|UTC|GMT|[A-Z]{3,4}T|[+-]\\d{2}:?\\d{2})\\b)?';

const TIMES = [
  `\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}(?:[T _-]${CLOCK}|[T ]\\d{1,2}:\\d{2}\\b|-\\d{2}\\.\\d{2}\\.\\d{2}(?:\\.\\d+)?)?${ZONE}`,
  `\\d{1,2}[-/. ]${MONTH}[-/. ]\\d{2,4}[:, ]{1,2}${CLOCK}${ZONE}`,
  `(?:${DAY},? )?\\d{1,2} ${MONTH} \\d{4}(?: ${CLOCK}${ZONE})?`,
  `(?:${DAY},? )?${MONTH} {1,2}\\d{1,2},? (?:\\d{4},? )?${CLOCK}(?: ?[AP]M)?${ZONE}(?: \\d{4})?`,
  `\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}(?:,? ${CLOCK}(?: ?[AP]M)?)?`,
  `\\d{6,8}[ -]${CLOCK}`,
  `[IWEF]\\d{4} ${CLOCK}`,
  `${CLOCK}(?: ?[AP]M)?${ZONE}`,
].join('|');

/** Ends of names that stand for machines; `java.lang.Error` and `main.go` end in none of them. */
const DOMAINS =
  'com|net|org|io|dev|local|internal|intra|lan|corp|svc|cloud|example|test|invalid|localdomain|cluster|app|co|ai|eu|de|fr|uk|us|ru|cn|jp|br|nl|ch|at|it|es|pl|se|in|edu|gov|info|biz|arpa|consul|aws|xyz|site|online|tech|me|tv|nz|au|ca|kr|tw|hk|cz|no|fi|dk|mx|asia|be|pt|gr|tr|ua|ro|hu|th|vn|my|sg|ph|ar|cl|za|ir|il|ae';

/** Files whose name is followed by a line. */
const SUFFIXES =
  'java|kt|scala|go|rs|py|rb|php|js|mjs|cjs|ts|tsx|jsx|c|cc|cpp|h|hpp|cs|swift|ex|erl|pl|lua|sql|json|ya?ml|toml|ini|conf|cfg|cnf|xml|html?|css|csv|tsv|txt|log|md|sh|bat|ps1|pem|crt|key|cer|p12|jks|sock|pid|lock|db|sqlite|gz|zip|tar|tgz|jar|war|so|dll|exe|bin|dat|tmp|bak|png|jpe?g|gif|svg|pdf|docx?|xlsx?|parquet|avro|orc|tf|tfstate|properties|gradle|vue|whl|deb|rpm|iso|img|mp[34]|webp|wal|snap';

/**
 * Kinds of values, in the order in which they are sought: a longer kind before the kinds that it is made of.
 * Each is linear in the length of the text: no part can repeat in two ways over the same characters.
 */
const MASKS: readonly Mask[] = [
  { pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>`|\\^{}]+(?<![.,;:)\]])/gi, with: '<url>' },
  { pattern: /\barn:aws[a-z-]*:[^\s"',)]+/g, with: '<id>' },
  { pattern: /[\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+/g, with: '<email>' },
  { pattern: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2}\b|[:#]\d{1,5}\b)?(?!\w|\.\d)/g, with: '<host>' },
  { pattern: new RegExp(`(?<![\\w.-])(?:${TIMES})(?!\\w|[.:]\\d)`, 'g'), with: '<time>' },
  { pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, with: '<id>' },
  // What Kubernetes adds to a name: for a replica set and its pod, or for a pod alone.
  {
    pattern:
      /\b(?:[0-9a-f]{8,10}|[bcdfghjklmnpqrstvwxz2456789]{8,10})-[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])/g,
    with: '<id>',
  },
  { pattern: /(?<=[a-z0-9]-)(?=[a-z]{0,4}\d)[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])/g, with: '<id>' },
  { pattern: /\b(?:sha\d{1,3}|md5):[A-Za-z0-9+/=]{6,}/gi, with: '<id>' },
  { pattern: /\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/gi, with: '<id>' },
  { pattern: /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, with: '<id>' },
  { pattern: /\[(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}\](?::\d{1,5})?/gi, with: '<host>' },
  {
    pattern:
      /(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}|::(?:[0-9a-f]{1,4}|ffff:[\d.]+))(?![\w:])/gi,
    with: '<host>',
  },
  {
    pattern: new RegExp(
      `(?<![\\w@./-])(?!(?:com|org|net|io|dev|java|javax|jakarta|android)\\.)(?:[A-Za-z0-9_][A-Za-z0-9_-]{0,62}\\.){1,8}(?:${DOMAINS})\\.?(?::\\d{1,5})?(?![\\w.-])`,
      'g',
    ),
    with: '<host>',
  },
  { pattern: /(?<![\w.-])(?:localhost|ip(?:-\d{1,3}){4}[\w.-]*)(?::\d{1,5})?(?![\w])/g, with: '<host>' },
  // A name with a port, where the text says that something is reached there.
  {
    pattern:
      /(?<=\b(?:to|at|from|host|server|peer|addr|address|broker|node|upstream|tcp|udp|via|with|on|dial)[ =:"'(]{1,3})[A-Za-z][\w.-]{0,100}:\d{2,5}\b/gi,
    with: '<host>',
  },
  {
    pattern: /(?<![\w.:-])(?=[\w.-]{0,60}[-\d])[a-z][\w.-]{0,60}[a-z0-9]:\d{4,5}(?![\w:.])/g,
    with: '<host>',
  },
  { pattern: /(?<![\w:/])[A-Za-z]:\\[^\s"'<>|:*?]+(?::\d+(?::\d+)?)?/g, with: '<path>' },
  { pattern: /\\\\[\w.-]+\\[^\s"'<>|:*?]+/g, with: '<path>' },
  {
    pattern: /(?<![\w/<>:.\])}-])(?:~|\.{1,2})?\/[\w%@+~][^\s"'`<>|,;()[\]{}]*(?<![.:])/g,
    with: '<path>',
  },
  { pattern: /(?<![\w/<>.-])[\w@+-][\w.@+-]*(?:\/[\w.@+~-]+){2,}(?::\d+(?::\d+)?)?/g, with: '<path>' },
  {
    pattern: new RegExp(
      `(?<![\\w/<>])[\\w@+-][\\w@+./-]*\\.(?:${SUFFIXES})(?::\\d+(?::\\d+)?)?(?![\\w.])`,
      'g',
    ),
    with: '<path>',
  },
];

/** Puts a placeholder in the place of every address, time, id and path that can be told by its form alone. */
export function maskValues(line: string): string {
  return MASKS.reduce((masked, { pattern, with: placeholder }) => masked.replace(pattern, placeholder), line);
}
