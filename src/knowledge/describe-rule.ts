import type { Rule } from './entry.ts';

/** The rule in a few words, as a page would write it on one line. */
export function describeRule(rule: Rule): string {
  if (rule.kind === 'phrase') return rule.text;
  if (rule.kind === 'pattern') return `pattern: ${rule.source}`;
  if (rule.kind === 'alert') return `alert: ${rule.name}`;
  if (rule.kind === 'all') return `all: ${rule.parts.map(describeRule).join(' + ')}`;
  return `${rule.kind}: ${rule.value}`;
}
