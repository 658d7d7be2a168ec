import type { PagePosition, Rule } from '../entry.ts';
import type { HeadingNode } from '../heading-tree.ts';

/** Headings of Prometheus runbooks. */
const RUNBOOK_HEADINGS = /^(?:meaning|impact|diagnosis|mitigation)$/i;

/** How names of alerts end or what they hold; names of products (PostgreSQL, GitHub) do not. */
const ALERT_WORD =
  /(?:Down|Up|High|Low|Fail(?:ed|ing|ures?)?|Errors?|Missing|Absent|Full|Filling|Slow|Lag(?:ging)?|Late(?:ncy)?|Unhealthy|Unreachable|Unavailable|Expir(?:ed|ing|ation|y)|Crash(?:ed|ing|Looping)?|Restart(?:s|ing|ed)?|Stuck|Exceeded|Saturat(?:ed|ion)|Throttl(?:ed|ing)|Mismatch|Degraded|Burn|Pending|NotReady|Alert)/;

/** Alert names that a page is about: the name of its file, and its title where that is one. */
export function alertRules(
  fileName: string,
  title: string,
  tree: HeadingNode,
  at: PagePosition,
): readonly Rule[] {
  const isRunbook = countRunbookHeadings(tree) >= 2;
  const rules: Rule[] = [];
  const words = nameWords(fileName);
  const isStrong = words.length >= 3 || (words.length === 2 && (isRunbook || ALERT_WORD.test(fileName)));
  if (isCamelCase(fileName) && isStrong) {
    rules.push({ kind: 'alert', name: fileName, at });
  } else if (isRunbook && /^[A-Z][A-Za-z0-9]+$/.test(fileName)) {
    // One word says nothing by itself (Watchdog), but does where an alert's name stands.
    const source = `(?:\\balert(?:name)?\\W{1,4}|\\bFIRING(?::\\d+)?\\]? )${fileName}\\b`;
    rules.push({ kind: 'pattern', source, at }, { kind: 'alert', name: fileName, weak: true, at });
  } else if (words.length >= 3 && /^[a-z0-9]+(?:[-_][a-z0-9]+)+$/i.test(fileName)) {
    rules.push({ kind: 'alert', name: fileName, weak: true, at });
  }
  const bareTitle = title.replace(/^(?:alert|runbook)\s*:\s*/i, '');
  if (bareTitle !== fileName && isCamelCase(bareTitle) && nameWords(bareTitle).length >= 2) {
    rules.push({ kind: 'alert', name: bareTitle, weak: true, at });
  }
  return rules;
}

function countRunbookHeadings(tree: HeadingNode): number {
  const nodes = tree.children.flatMap((child) => [child, ...child.children]);
  return nodes.filter(({ title }) => RUNBOOK_HEADINGS.test(title)).length;
}

function isCamelCase(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(name) && /[a-z0-9][A-Z]|[A-Z]{2}[a-z]/.test(name);
}

function nameWords(name: string): readonly string[] {
  return name.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
}
