import { joinTemplates, templateKey, templateWords } from './group-templates.ts';
import { templateOf } from './template.ts';

/** Texts of one cause, as far as their words tell. */
export interface TextGroup {
  /** Their common words, with placeholders (`<n>`, `<host>`, …) in the place of values; `<*>` for a name that varies. */
  readonly template: string;
  readonly count: number;
  /** ISO 8601; undefined where nobody knows when. */
  readonly firstSeen: string | undefined;
  readonly lastSeen: string | undefined;
  /** One of the texts; undefined where none is kept. */
  readonly example: string | undefined;
  /** Where they were seen; empty where nobody knows. */
  readonly channels: readonly string[];
}

export interface GroupedText {
  readonly text: string;
  /** When it was seen, ISO 8601. */
  readonly at?: string | undefined;
}

/**
 * Groups texts by their template, largest first. Pure; the order of the texts decides only which of them is the
 * example: the first. Linear in the length of the texts.
 */
export function groupTexts(texts: Iterable<GroupedText>): readonly TextGroup[] {
  const groups: TextGroup[] = [];
  for (const { text, at } of texts) {
    groups.push({
      template: templateOf(text),
      count: 1,
      firstSeen: at,
      lastSeen: at,
      example: text,
      channels: [],
    });
  }
  return joinGroups(groups);
}

/** Joins groups whose templates say the same, and those that differ in a name only; largest first, then by template. */
export function joinGroups(groups: readonly TextGroup[]): readonly TextGroup[] {
  const keys = groups.map(({ template }) => templateKey(template));
  const joined = joinTemplates(keys);
  const members = new Map<string, TextGroup[]>();
  for (const [index, group] of groups.entries()) {
    const key = keys[index] ?? '';
    const root = joined.get(key) ?? key;
    const others = members.get(root);
    if (others === undefined) members.set(root, [group]);
    else others.push(group);
  }
  return [...members.values()].map(joinMembers).sort(bySize);
}

function bySize(one: TextGroup, other: TextGroup): number {
  return other.count - one.count || (one.template < other.template ? -1 : 1);
}

function joinMembers(members: readonly TextGroup[]): TextGroup {
  const firsts = members.flatMap(({ firstSeen }) => firstSeen ?? []);
  const lasts = members.flatMap(({ lastSeen }) => lastSeen ?? []);
  return {
    template: commonTemplate([...new Set(members.map(({ template }) => template))].sort()),
    count: members.reduce((sum, { count }) => sum + count, 0),
    firstSeen: firsts.reduce<string | undefined>(earlier, undefined),
    lastSeen: lasts.reduce<string | undefined>(later, undefined),
    example: members.find(({ example }) => example !== undefined)?.example,
    channels: [...new Set(members.flatMap(({ channels }) => channels))].sort(),
  };
}

function earlier(one: string | undefined, other: string): string {
  return one !== undefined && Date.parse(one) <= Date.parse(other) ? one : other;
}

function later(one: string | undefined, other: string): string {
  return one !== undefined && Date.parse(one) >= Date.parse(other) ? one : other;
}

/** The first template, with `<*>` where others have another word; as it is where they do not align. */
function commonTemplate(templates: readonly string[]): string {
  const [first = '', ...others] = templates;
  const words = templateWords(first);
  const differs = words.map(() => false);
  for (const template of others) {
    const own = templateWords(template);
    if (own.length !== words.length) continue;
    for (const [place, { word }] of own.entries()) {
      if (word.toLowerCase() !== words[place]?.word.toLowerCase()) differs[place] = true;
    }
  }
  return words.reduceRight(
    (text, { word, at }, place) =>
      differs[place] === true ? `${text.slice(0, at)}<*>${text.slice(at + word.length)}` : text,
    first,
  );
}
