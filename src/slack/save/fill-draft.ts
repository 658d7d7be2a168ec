import { generalise } from '../../knowledge/save/generalise.ts';
import type { PageDraft } from '../../knowledge/save/page-draft.ts';
import { plainLines } from '../../triage/telling-part.ts';
import { triagePaste } from '../answers/answering.ts';
import type { Paste } from '../reading/paste.ts';
import type { Room } from '../room.ts';
import type { Saving } from './saving.ts';
import { tellingLines } from './telling-lines.ts';

/** What a draft is filled with: the error, and what people wrote below it. */
export interface DraftSource {
  readonly paste: Paste;
  /** In their order. */
  readonly replies: readonly string[];
}

/** Characters of the lines that say most; the form's field holds 3,000. */
export const EXAMPLE_LENGTH = 1500;
const MAX_PHRASES = 3;
const MAX_STEPS = 8;
const MAX_STEP_LENGTH = 300;
/** Words below which a line tells nothing by itself. */
const MIN_PHRASE_WORDS = 3;

/** Nothing at all, for a form that is opened before its texts are there. */
export const EMPTY_DRAFT: PageDraft = {
  title: '',
  system: '',
  phrases: [],
  symptoms: [],
  causes: [],
  steps: [],
  example: '',
  notExamples: [],
};

/** A draft to go on from. Secrets, names and addresses are taken out, for a page is read by everybody. */
export async function fillDraft(
  room: Room,
  saving: Saving,
  { paste, replies }: DraftSource,
): Promise<PageDraft> {
  const steps = replies
    .map((reply) => reply.replaceAll(/\s+/g, ' ').trim())
    .filter((reply) => reply.split(' ').length > 1 && reply.length <= MAX_STEP_LENGTH)
    .slice(-MAX_STEPS);
  const [text = '', ...cleanSteps] = await saving.redact([plainLines(paste.text).join('\n'), ...steps]);
  const telling = tellingLines(text, EXAMPLE_LENGTH);
  const codes = triagePaste(room, paste).signals.map(({ value }) => value);
  const [first] = tellingLines(text, longestOf(telling) + 64);
  const phrases = [...(first === undefined ? [] : [first]), ...telling]
    .map((line) => generalise(line, codes))
    .filter((phrase) => phrase.split(' ').length >= MIN_PHRASE_WORDS);
  const unique = [...new Set(phrases)].slice(0, MAX_PHRASES);
  return {
    ...EMPTY_DRAFT,
    title: titleOf(unique[0] ?? telling[0] ?? ''),
    phrases: unique,
    symptoms: unique.slice(0, 1).map((phrase) => `The log says “${phrase}”.`),
    steps: cleanSteps,
    example: telling.join('\n'),
  };
}

function longestOf(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => line.length));
}

function titleOf(phrase: string): string {
  const words = phrase.replaceAll('…', '').replaceAll(/\s+/g, ' ').trim().slice(0, 100);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
