import { stringify } from 'yaml';
import type { Entry } from '../entry.ts';
import { parsePage } from '../parse-page.ts';
import { type DraftProblem, draftPath, type PageCredit, type PageDraft } from './page-draft.ts';

/** A page as it will be written, and the entry that it gives. */
export interface RenderedPage {
  readonly text: string;
  readonly entry: Entry;
  /** Below the knowledge folder, with `/`. */
  readonly path: string;
}

/**
 * Writes a draft as a page and reads it back: a text that would break out of its field, into another section or into
 * the front matter, is a problem of that field.
 */
export function renderPage(draft: PageDraft, credit: PageCredit): RenderedPage | readonly DraftProblem[] {
  const path = draftPath(draft);
  const text = write(draft, credit);
  const { entries, faults } = parsePage({ page: path, id: path.replace(/\.md$/, ''), text });
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1) {
    const reason = faults[0]?.message ?? 'it holds no entry';
    return [{ field: 'title', message: `This cannot be written as a page: ${reason}.` }];
  }
  const problems = differences(draft, entry);
  return problems.length > 0 ? problems : { text, entry, path };
}

function write(draft: PageDraft, { author, day }: PageCredit): string {
  const front = { title: oneLine(draft.title), rules: draft.phrases.map(oneLine), author, reviewed: day };
  const examples = draft.example.trim() === '' ? [] : [draft.example];
  return [
    `---\n${stringify(front, { lineWidth: 0 })}---\n`,
    section(
      'Symptoms',
      draft.symptoms.map((item) => listItem('- ', item)),
    ),
    section(
      'Causes',
      draft.causes.map((item) => listItem('- ', item)),
    ),
    section(
      'Steps',
      draft.steps.map((item, at) => listItem(`${at + 1}. `, item)),
    ),
    section(
      'Examples',
      examples.map((text) => fenced(text)),
    ),
    section(
      'Not examples',
      draft.notExamples.map((text) => fenced(text)),
    ),
  ].join('');
}

function section(heading: string, parts: readonly string[]): string {
  return parts.length === 0 ? '' : `\n## ${heading}\n\n${parts.join('\n')}\n`;
}

/** Every line is indented as far as the item's text, so that nothing in it, be it a heading or an open fence, ends the item. */
function listItem(marker: string, text: string): string {
  const indent = ' '.repeat(marker.length);
  const [first = '', ...more] = plainLines(text.trim()).split('\n');
  return [`${marker}${first}`, ...more.map((line) => (line.trim() === '' ? '' : `${indent}${line}`))].join(
    '\n',
  );
}

/** A text as printed, in a fence that is longer than any in it; the note stands behind the fence. */
export function fenced(text: string, note = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const info = `text ${oneLine(note).replaceAll('`', '')}`.trim();
  return `${fence}${info}\n${plainLines(text)}\n${fence}\n`;
}

function plainLines(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those of no meaning in a text are what is taken out
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}

function oneLine(text: string): string {
  return plainLines(text).replaceAll(/\s+/g, ' ').trim();
}

function differences(draft: PageDraft, entry: Entry): readonly DraftProblem[] {
  const phrases = entry.rules.flatMap((rule) => (rule.kind === 'phrase' ? [rule.text] : []));
  const kept: readonly [keyof PageDraft, boolean][] = [
    ['title', entry.title === oneLine(draft.title)],
    ['phrases', sameTexts(phrases, draft.phrases.map(oneLine))],
    ['symptoms', entry.symptoms.length === draft.symptoms.length],
    ['causes', entry.causes.length === draft.causes.length],
    ['steps', entry.steps.length === draft.steps.length],
    ['example', entry.examples.length === (draft.example.trim() === '' ? 0 : 1)],
    ['notExamples', entry.counterExamples.length === draft.notExamples.length],
  ];
  return kept
    .filter(([, isKept]) => !isKept)
    .map(([field]) => ({
      field,
      message: 'This would be read as something else in the page. Write it as plain sentences, one a line.',
    }));
}

function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, at) => text === right[at]);
}
