import { describeRule } from '../describe-rule.ts';
import type { Entry, Rule } from '../entry.ts';
import type { PageFaults } from '../page-faults.ts';
import { quoted } from './answer.ts';

interface Claim {
  readonly entry: Entry;
  readonly rule: Rule;
}

/** Rules by which two entries claim the same text; with `unless` on either side they can be told apart. */
export function reportClaims(entries: readonly Entry[], faultsOf: (page: string) => PageFaults): void {
  const claims = new Map<string, Claim>();
  for (const entry of entries) {
    for (const rule of entry.rules) {
      if (rule.weak === true) continue;
      const key = claimKey(rule);
      const first = claims.get(key);
      if (first === undefined) {
        claims.set(key, { entry, rule });
      } else if (first.entry === entry) {
        // An alert's name is found in more spellings when it is written in more.
        if (rule.kind === 'alert' && describeRule(rule) !== describeRule(first.rule)) continue;
        faultsOf(entry.page).warning(
          rule.at,
          `rule ${quoted(describeRule(rule))} stands on this page twice`,
          'Delete one.',
        );
      } else if (first.entry.unless.length === 0 && entry.unless.length === 0) {
        const { page, line } = first.rule.at;
        faultsOf(entry.page).error(
          rule.at,
          `rule ${quoted(describeRule(rule))} is also a rule of \`${first.entry.id}\` (${page}:${line})`,
          'Keep it on the page that fits best, and say on the other what tells its texts apart (a longer phrase, `all`, `unless`).',
        );
      }
    }
  }
}

/** Rules with one key fire on the same texts: case, runs of white space, quotes and the order of parts do not count. */
function claimKey(rule: Rule): string {
  if (rule.kind === 'all') return `all:${[...new Set(rule.parts.map(claimKey))].sort().join('\u0000')}`;
  if (rule.kind === 'pattern') return `pattern:${rule.source}`;
  if (rule.kind === 'alert') return `alert:${rule.name.replaceAll(/[\s_-]+/g, '').toLowerCase()}`;
  const text = rule.kind === 'phrase' ? rule.text : rule.value;
  const folded = text.replaceAll(/[“”„«»]/g, '"').replaceAll(/[‘’‚]/g, "'");
  return `${rule.kind}:${folded.replaceAll(/\s+/g, ' ').trim().toLowerCase()}`;
}
