import { type Rule, SEVERITIES, type Severity } from './entry.ts';
import { isOwnFrontMatter, type KnownKey, reportUnknownKeys } from './front-matter-keys.ts';
import { nearestName } from './nearest-name.ts';
import { createPageFaults, PAGE_START, type PageFaults, type Place } from './page-faults.ts';
import { readRules } from './rules.ts';
import { readYaml, type YamlBlock, type YamlPair } from './yaml-page.ts';

export interface FrontMatter {
  readonly title: string | undefined;
  readonly titles: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly severity: Severity | undefined;
  /** Undefined when the page has no `rules` key: then it was not written for Pasteur. */
  readonly rules: readonly Rule[] | undefined;
  readonly unless: readonly Rule[];
  readonly related: readonly string[];
  readonly reviewed: string | undefined;
  /** Where each key stands. */
  readonly places: Readonly<Partial<Record<KnownKey, Place>>>;
}

const EMPTY: FrontMatter = {
  title: undefined,
  titles: {},
  tags: [],
  severity: undefined,
  rules: undefined,
  unless: [],
  related: [],
  reviewed: undefined,
  places: {},
};

export interface PageParts {
  /** Undefined when it is broken: what the page means cannot be told. */
  readonly front: FrontMatter | undefined;
  /** The page with its front matter blanked out, so that lines keep their numbers. */
  readonly body: string;
}

/** Takes a page apart; every fault of the front matter is named. */
export function readFrontMatter(text: string, faults: PageFaults): PageParts {
  const toml = /^\+\+\+[ \t]*\n([\s\S]*?\n)?\+\+\+[ \t]*(?:\n|$)/.exec(text);
  if (toml !== null) {
    const title = /^title\s*=\s*(["'])(.*)\1\s*$/m.exec(toml[1] ?? '')?.[2];
    return { front: { ...EMPTY, title }, body: blankOut(toml[0], text) };
  }
  if (!/^---[ \t]*\n/.test(text)) return { front: EMPTY, body: text };
  const whole = /^---[ \t]*\n([\s\S]*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text);
  if (whole === null) {
    // A page may open with a plain horizontal rule; only `key:` lines after it show that front matter was meant.
    if (!/^---[ \t]*\n\s*[\w-]+:/.test(text)) return { front: EMPTY, body: text };
    faults.error(PAGE_START, 'front matter has no end', 'Write a line of --- after its last key.');
    return { front: undefined, body: text };
  }
  const source = whole[1] ?? '';
  const body = blankOut(whole[0], text);
  const found = createPageFaults(faults.page);
  const yaml = readYaml(source, 2, found);
  const front = yaml === undefined ? undefined : readKeys(yaml, found);
  const isBroken = found.list.some(({ level }) => level === 'error');
  // Other tools forgive what YAML does not; the text of such a page is still worth having.
  const isForeign = yaml === undefined && !/^(?:rules|unless|reviewed)\s*:/m.test(source);
  for (const fault of found.list)
    faults[isForeign ? 'warning' : fault.level](fault, fault.message, fault.cure);
  if (isForeign) return { front: EMPTY, body };
  // An unknown key is a fault, but the keys that are known still mean what they say.
  if (yaml !== undefined) reportUnknownKeys(yaml.pairs(yaml.root) ?? [], faults);
  return { front: isBroken ? undefined : front, body };
}

function blankOut(head: string, text: string): string {
  return head.replaceAll(/[^\n]+/g, '') + text.slice(head.length);
}

function readKeys(yaml: YamlBlock, faults: PageFaults): FrontMatter {
  const pairs = yaml.pairs(yaml.root) ?? [];
  if (pairs.length === 0 && yaml.text(yaml.root) !== undefined) {
    faults.error(
      yaml.placeOf(yaml.root),
      `front matter must be "key: value" lines, got ${yaml.describe(yaml.root)}`,
      'Start with `title: …`.',
    );
    return EMPTY;
  }
  const isOurs = isOwnFrontMatter(pairs);
  const values = new Map(pairs.map((pair) => [pair.key, pair]));
  const one = (key: KnownKey): string | undefined => {
    const pair = values.get(key);
    if (pair === undefined) return undefined;
    const text = yaml.text(pair.value)?.trim();
    if ((text === undefined || text === '') && isOurs) {
      faults.error(
        pair.keyAt,
        `\`${key}\` must be one line of text, got ${yaml.describe(pair.value)}`,
        `Write \`${key}: …\`, or delete the key.`,
      );
    }
    return text === '' ? undefined : text;
  };
  const rulesNode = values.get('rules');
  const unlessNode = values.get('unless');
  return {
    title: one('title'),
    titles: readTitles(values.get('titles'), yaml, faults),
    tags: readStrings(values.get('tags'), isOurs, yaml, faults),
    severity: readSeverity(one('severity'), values.get('severity'), isOurs, faults),
    rules: rulesNode === undefined ? undefined : readRules('rules', rulesNode.value, yaml, faults),
    unless: unlessNode === undefined ? [] : readRules('unless', unlessNode.value, yaml, faults),
    related: readStrings(values.get('related'), isOurs, yaml, faults),
    reviewed: readDate(one('reviewed'), values.get('reviewed'), faults),
    places: Object.fromEntries(pairs.map(({ key, keyAt }) => [key, keyAt])),
  };
}

function readTitles(
  pair: YamlPair | undefined,
  yaml: YamlBlock,
  faults: PageFaults,
): Readonly<Record<string, string>> {
  if (pair === undefined) return {};
  const titles: [string, string][] = [];
  const pairs = yaml.pairs(pair.value);
  if (pairs === undefined) {
    faults.error(
      pair.keyAt,
      `\`titles\` must map languages to titles, got ${yaml.describe(pair.value)}`,
      'Write {ru: …, ko: …}.',
    );
  }
  for (const { key, keyAt, value } of pairs ?? []) {
    const title = yaml.text(value)?.trim();
    if (/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(key) && title) titles.push([key, title]);
    else
      faults.error(
        keyAt,
        `\`titles\` must map a language tag to a title, got \`${key}\`: ${yaml.describe(value)}`,
        'Write for example `ru: "…"`; a title with a comma or colon needs the quotes.',
      );
  }
  return Object.fromEntries(titles);
}

function readStrings(
  pair: YamlPair | undefined,
  isOurs: boolean,
  yaml: YamlBlock,
  faults: PageFaults,
): readonly string[] {
  if (pair === undefined) return [];
  const items = yaml.items(pair.value);
  const texts = (items ?? []).map((item) => yaml.text(item)?.trim());
  if (isOurs && (items === undefined || texts.some((text) => text === undefined || text === ''))) {
    faults.error(
      pair.keyAt,
      `\`${pair.key}\` must be a list of words, got ${yaml.describe(pair.value)}`,
      `Write \`${pair.key}: [one, two]\`.`,
    );
  }
  // MkDocs pages write their tags as one line too.
  const single = items === undefined ? (yaml.text(pair.value)?.split(',') ?? []) : [];
  return [...texts, ...single].flatMap((text) => text?.trim() || []);
}

function readSeverity(
  written: string | undefined,
  pair: YamlPair | undefined,
  isOurs: boolean,
  faults: PageFaults,
): Severity | undefined {
  const severity = SEVERITIES.find((name) => name === written?.toLowerCase());
  if (severity === undefined && written !== undefined && isOurs) {
    const nearest = nearestName(written, SEVERITIES);
    faults.error(
      pair?.keyAt ?? PAGE_START,
      `\`severity\` must be one of ${SEVERITIES.join(', ')}, got ${JSON.stringify(written)}`,
      nearest === undefined ? 'Take one of them.' : `Write \`${nearest}\`.`,
    );
  }
  return severity;
}

function readDate(
  written: string | undefined,
  pair: YamlPair | undefined,
  faults: PageFaults,
): string | undefined {
  if (written === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(written) ? Date.parse(`${written}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(written)) return written;
  faults.error(
    pair?.keyAt ?? PAGE_START,
    `\`reviewed\` must be a day as YYYY-MM-DD, got ${JSON.stringify(written)}`,
    'Write for example `reviewed: 2026-11-21`.',
  );
  return undefined;
}
