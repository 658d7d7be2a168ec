import { describeRule } from '../describe-rule.ts';
import type { Entry } from '../entry.ts';
import { parsePage } from '../parse-page.ts';
import { addUnless } from './add-unless.ts';
import { notExamplesHeading } from './not-examples-heading.ts';
import type { DraftProblem } from './page-draft.ts';
import { fenced } from './render-page.ts';

/** A text that an entry must not answer, and what takes the entry out on it. */
export interface CounterExample {
  readonly text: string;
  /** Stands behind the fence, such as who said so and when. */
  readonly note: string;
  /** Phrases to add to the page's `unless`; often none. */
  readonly unless: readonly string[];
}

/**
 * The page with the text under `## Not examples` and nothing else changed, or why it cannot be added: the changed page is
 * read back, and what would break out of its place is a problem of its field.
 */
export function addCounterExample(page: string, example: CounterExample): string | DraftProblem {
  const plain = page.replaceAll('\r\n', '\n');
  const before = entryOf(plain);
  if (before === undefined) return NOT_OURS;
  const marked = addUnless(plain, example.unless);
  if (marked === undefined) return UNLESS_UNREADABLE;
  const excluding = entryOf(marked);
  if (excluding === undefined || !saysTheSame(before, excluding)) return UNLESS_CHANGED;
  const unless = excluding.unless.slice(before.unless.length).map(describeRule);
  if (!isSame(unless, example.unless)) return UNLESS_CHANGED;
  const changed = addText(marked, example);
  const after = entryOf(changed);
  if (after === undefined || !saysTheSame(before, after)) return BREAKS_OUT;
  const texts = after.counterExamples.map(({ text }) => text);
  if (texts.length !== before.counterExamples.length + 1 || texts[0]?.trim() === '') return BREAKS_OUT;
  return page.includes('\r\n') ? changed.replaceAll('\n', '\r\n') : changed;
}

/** What a page gets, for somebody who adds it by hand. */
export function describeAddition({ text, note, unless }: CounterExample): string {
  const items = unless.map((phrase) => `  - ${JSON.stringify(phrase)}\n`).join('');
  const front = items === '' ? '' : `unless:\n${items}\n`;
  return `${front}## Not examples\n\n${fenced(text, note)}`;
}

const NOT_OURS: DraftProblem = {
  field: 'title',
  message:
    'This page has no rules of its own, and only those that have are held to their counter-examples. Add `rules:` to it first.',
};
const UNLESS_UNREADABLE: DraftProblem = {
  field: 'phrases',
  message:
    'The page writes its `unless` in a way that cannot be added to from here. Add it to the page by hand.',
};
const UNLESS_CHANGED: DraftProblem = {
  field: 'phrases',
  message: 'This would be read as something else in the page. Write one plain phrase a line.',
};
const BREAKS_OUT: DraftProblem = {
  field: 'notExamples',
  message:
    'This would be read as something else in the page. Keep the lines that were printed, and nothing else.',
};

function addText(page: string, { text, note }: CounterExample): string {
  const block = fenced(text, note);
  const lines = page.split('\n');
  const heading = notExamplesHeading(page);
  if (heading === undefined) return `${page.trimEnd()}\n\n## Not examples\n\n${block}`;
  // Below the heading whatever comes next, so that where the section ends need not be known.
  const rest = lines.slice(heading).join('\n').replace(/^\n*/, '\n');
  return `${lines.slice(0, heading).join('\n')}\n\n${block}${rest}`;
}

function entryOf(text: string): Entry | undefined {
  const { entries, isOurs, isBroken } = parsePage({ page: PAGE, id: PAGE, text });
  return isOurs && !isBroken && entries.length === 1 ? entries[0] : undefined;
}

/** Names nothing outside: the page is only compared with itself. */
const PAGE = 'page';

/** Whether the rest of the page is still read as it was; places move, and that is all. */
function saysTheSame(before: Entry, after: Entry): boolean {
  return isSame(partsOf(before), partsOf(after));
}

function partsOf(entry: Entry): readonly unknown[] {
  const { title, titles, tags, severity, related, reviewed, symptoms, causes, steps, references } = entry;
  const examples = entry.examples.map(({ text, note }) => [text, note]);
  const rules = entry.rules.map(describeRule);
  return [
    title,
    titles,
    tags,
    severity,
    related,
    reviewed,
    symptoms,
    causes,
    steps,
    references,
    examples,
    rules,
  ];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
