import type { AlertLink } from '../alert.ts';
import type { SourceName } from '../sources/source-names.ts';

/** The thing that a post is about, by the id that its system gave it. */
export interface PostObject {
  readonly system: SourceName;
  /** The same from firing to resolved; written as the system's webhook says it, where it does. */
  readonly key: string;
}

/** Addresses that name one incident, issue, alert or monitor's group; those of rules name many alerts at once. */
const ADDRESSES: readonly (readonly [SourceName, RegExp])[] = [
  ['pagerduty', /^https:\/\/[\w-]+(?:\.eu)?\.pagerduty\.com\/incidents\/(?<key>[A-Z0-9]{6,})/],
  ['sentry', /^https:\/\/[\w.-]+\/(?:organizations\/[\w-]+\/)?issues\/(?<key>\d{4,})(?:[/?#]|$)/],
  [
    'opsgenie',
    /^https:\/\/(?:[\w-]+\.)?app\.(?:eu\.)?opsgenie\.com\/alert\/(?:detail|V2\/show)\/(?<key>[\w-]{8,})/,
  ],
  ['datadog', /^https:\/\/[\w.-]+\.(?:datadoghq\.(?:com|eu)|ddog-gov\.com)\/monitors\/(?<key>\d+)/],
  [
    'cloudwatch',
    /^https:\/\/(?:[\w-]+\.)?console\.(?:aws\.amazon|amazonaws(?:-us-gov)?)\.com(?:\.cn)?\/cloudwatch\/(?:.*?[?&]region=(?<region>[\w-]+))?.*#alarm(?:sV2:alarm\/|:.*?\bname=)(?<key>[^?&;]+)/,
  ],
];

/** What the links of a post point at; undefined where none is known, or where they name several. */
export function objectOfLinks(links: readonly AlertLink[]): PostObject | undefined {
  const found = new Map(
    links.flatMap(({ url }) => objectOfAddress(url)).map((each) => [`${each.system} ${each.key}`, each]),
  );
  return found.size === 1 ? found.values().next().value : undefined;
}

function objectOfAddress(url: string): readonly PostObject[] {
  for (const [system, pattern] of ADDRESSES) {
    const { key, region } = pattern.exec(url)?.groups ?? {};
    if (key === undefined) continue;
    const id = decoded(key);
    if (system === 'datadog') return [{ system, key: `${id}:${groupOf(url)}` }];
    return [{ system, key: region === undefined ? id : `${region}:${id}` }];
  }
  return [];
}

/** A monitor of Datadog watches groups, such as one a host; a simple one has a single group, `*`. */
function groupOf(url: string): string {
  const group = URL.canParse(url) ? new URL(url).searchParams.get('group') : null;
  return group === null || group === '*' ? '' : group;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
