import { describeRule } from '../describe-rule.ts';
import type { Entry, Rule } from '../entry.ts';
import type { PageFaults } from '../page-faults.ts';
import { compilePattern } from '../pattern.ts';
import { ALL_MATCHES, type CheckTriage, quoted } from './answer.ts';
import { sampleOf } from './rule-sample.ts';

/** Names the rules of an entry that can never fire or that cost too much. */
export function reportRules(entry: Entry, triage: CheckTriage, faults: PageFaults): void {
  for (const rule of entry.rules) {
    if (rule.weak === true) continue;
    reportSlowPatterns(rule, faults);
    const sample = sampleOf(rule);
    if (sample === undefined) continue;
    const answer = triage(sample, ALL_MATCHES);
    const fires = [...answer.matches, ...answer.nearest].some(
      ({ id, rule: fired }) => id === entry.id && fired !== undefined,
    );
    // Where twenty others fire, whether this one does too cannot be seen.
    if (fires || answer.matches.length >= ALL_MATCHES.top) continue;
    faults.error(
      rule.at,
      `rule ${quoted(describeRule(rule))} can never fire: it does not on ${quoted(sample)}`,
      entry.unless.length > 0
        ? 'See whether an `unless` of this page takes it out; else write the text as the program prints it.'
        : 'Write the text as the program prints it, on one line.',
    );
  }
}

function reportSlowPatterns(rule: Rule, faults: PageFaults): void {
  if (rule.kind === 'all') for (const part of rule.parts) reportSlowPatterns(part, faults);
  if (rule.kind !== 'pattern') return;
  if (/(?<!\\)(?:\\\\)*\\n/.test(rule.source)) {
    faults.error(
      rule.at,
      `pattern ${quoted(rule.source)} can never fire: it wants two lines, and lines are tried one by one`,
      'Join two patterns with `all`.',
    );
  }
  if (/\\b[^\p{ASCII}]|[^\p{ASCII}]\\b/u.test(rule.source)) {
    faults.error(
      rule.at,
      `pattern ${quoted(rule.source)} can never fire as meant: \\b knows only the edges of ASCII words`,
      'Write it as a phrase, which takes whole words of any script, with … for what varies.',
    );
    return;
  }
  const result = compilePattern(rule.source);
  if (!result.ok || result.pattern.needs.words !== undefined || result.pattern.needs.ways !== undefined)
    return;
  faults.warning(
    rule.at,
    `pattern ${quoted(rule.source)} is slow: no word or part of one is certain, so it is tried on every line`,
    /[^\p{ASCII}]/u.test(rule.source)
      ? 'Write it as a phrase with … for what varies.'
      : 'Put \\b or a space on both sides of a word that must be there, or write it as a phrase with ….',
  );
}
