import { ALL_MATCHES, type CheckTriage, type CreateCheckTriage, quoted } from '../check/answer.ts';
import { reportClaims } from '../check/claim-faults.ts';
import { reportExamples } from '../check/example-faults.ts';
import { createFaultBook } from '../check/fault-book.ts';
import type { OrdinaryText } from '../check/ordinary-faults.ts';
import { reportRules } from '../check/rule-faults.ts';
import type { Entry } from '../entry.ts';
import type { DraftProblem, PageDraft } from './page-draft.ts';
import type { RenderedPage } from './render-page.ts';

export interface CheckDraftOptions {
  readonly page: RenderedPage;
  /** Those that are in use. */
  readonly entries: readonly Entry[];
  readonly createTriage: CreateCheckTriage;
  /** Texts that no phrase may answer. */
  readonly ordinaryTexts: readonly OrdinaryText[];
}

/** Letters and digits that a phrase needs beside its gaps. */
const MIN_PHRASE_LENGTH = 8;

/** What a draft lacks before anything is compared. */
export function missingParts(draft: PageDraft): readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (!/[\p{L}\p{N}]/u.test(draft.title))
    problems.push({ field: 'title', message: 'A title needs a letter or a digit.' });
  if (draft.phrases.length === 0)
    problems.push({ field: 'phrases', message: 'Write at least one phrase by which the error is known.' });
  const short = draft.phrases.find(
    (phrase) => phrase.replaceAll(/[^\p{L}\p{N}]/gu, '').length < MIN_PHRASE_LENGTH,
  );
  if (short !== undefined) {
    const message = `${quoted(short)} is so short that it would answer ordinary text: write more of the error message.`;
    problems.push({ field: 'phrases', message });
  }
  if (draft.causes.length === 0)
    problems.push({ field: 'causes', message: 'Write at least one cause, one a line.' });
  if (draft.steps.length === 0)
    problems.push({ field: 'steps', message: 'Write at least one step, one a line.' });
  return problems;
}

/** What `pasteur check` would say of the page among the others, by the field to mend; empty where it is sound. */
export function checkDraft(options: CheckDraftOptions): readonly DraftProblem[] {
  const { page, entries, createTriage, ordinaryTexts } = options;
  const { entry } = page;
  // Only a text on which the draft fires by itself is worth a look with all entries.
  const alone = createTriage({ entries: [entry] });
  const all = createTriage({ entries: [...entries.filter(({ id }) => id !== entry.id), entry] });
  return [
    ...ruleProblems(entry, all, options),
    ...ordinaryProblems(alone, ordinaryTexts),
    ...strangerProblems(entry, alone, entries),
  ];
}

/** Rules that cannot fire or that another page has, and examples that are not answered. */
function ruleProblems(
  entry: Entry,
  triage: CheckTriage,
  { entries, page }: CheckDraftOptions,
): readonly DraftProblem[] {
  const rules = createFaultBook();
  reportRules(entry, triage, rules.of(page.path));
  reportClaims([...entries, entry], rules.of);
  const examples = createFaultBook();
  const entryOf = new Map([...entries, entry].map((each) => [each.id, each]));
  reportExamples(entry, { triage, entryOf, faultsOf: examples.of, named: new Set() });
  const ofPage = (book: ReturnType<typeof createFaultBook>) =>
    book.of(page.path).list.filter(({ level }) => level === 'error');
  const notExample = ofPage(examples).filter(({ line }) =>
    entry.counterExamples.some(({ at }) => at.line === line),
  );
  return [
    ...ofPage(rules).map(({ message, cure }) => ({
      field: 'phrases' as const,
      message: `${message}. ${cure}`,
    })),
    ...ofPage(examples).map((fault) => ({
      field: notExample.includes(fault) ? ('notExamples' as const) : ('example' as const),
      message: `${fault.message}. ${fault.cure}`,
    })),
  ];
}

function ordinaryProblems(alone: CheckTriage, texts: readonly OrdinaryText[]): readonly DraftProblem[] {
  const fired = new Map<string, string>();
  for (const { text } of texts) {
    const match = alone(text, ALL_MATCHES).matches.find(({ rule }) => rule !== undefined);
    if (match?.rule !== undefined && !fired.has(match.rule))
      fired.set(match.rule, match.evidence[0]?.quote ?? text);
  }
  return [...fired].map(([rule, quote]) => ({
    field: 'phrases',
    message: `${quoted(rule)} is so general that it answers ordinary text (${quoted(quote)}). Make it longer.`,
  }));
}

/** Examples of other pages on which the draft fires: it would stand beside or before them. */
function strangerProblems(
  entry: Entry,
  alone: CheckTriage,
  entries: readonly Entry[],
): readonly DraftProblem[] {
  const named = new Set<string>();
  return entries.flatMap((other): readonly DraftProblem[] => {
    if (other.id === entry.id) return [];
    for (const { text } of other.examples) {
      const rule = alone(text, ALL_MATCHES).matches.find((match) => match.rule !== undefined)?.rule;
      if (rule === undefined || named.has(rule)) continue;
      named.add(rule);
      const message = `${quoted(rule)} also fires on an example of ${quoted(other.title)} (${other.page}). If that page is meant, add to it; else make the phrase longer.`;
      return [{ field: 'phrases', message }];
    }
    return [];
  });
}
