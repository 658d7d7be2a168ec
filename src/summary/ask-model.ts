import { completePart } from './answer-part.ts';
import { ANSWER_SCHEMA, type RawAnswer, readAnswer } from './answer-shape.ts';
import { isForeignScript } from './foreign-script.ts';
import type { AskOptions, ModelClient, ModelMessage } from './model-client.ts';
import { estimateTokens } from './prompt.ts';
import { type FailureKind, SummaryFailure } from './summary-failure.ts';

export interface AskModelOptions extends Omit<AskOptions, 'onText'> {
  /** The data of the prompt. */
  readonly about: string;
  /** Called after each call with the tokens that it cost, also after one that failed half way. */
  readonly onUsed: (tokens: number) => void;
  /** Called with what is complete of an answer that still comes. */
  readonly onPart?: (part: RawAnswer) => void;
}

/** New characters of an answer after which it is looked at again. */
const LOOK_EVERY = 60;
/** Longest part of a bad answer that goes back with what is wrong with it, in characters. */
const ECHO = 4000;

interface Question {
  readonly key: string;
  readonly messages: readonly ModelMessage[];
}

/** Asks, and once more where the answer has not the shape that was asked for. */
export async function askModel(
  client: ModelClient,
  question: Question,
  options: AskModelOptions,
): Promise<{ readonly raw: RawAnswer }> {
  const first = await askOnce(client, question, options);
  if ('raw' in first) return first;
  const { key, messages } = question;
  const repair: Question = {
    key: `${key}:repair`,
    messages: [
      ...messages,
      { role: 'assistant', text: first.text.slice(0, ECHO) || '(nothing)' },
      {
        role: 'user',
        text: `That answer cannot be used: ${first.faults}. Answer again: the one JSON object, in English, and nothing else.`,
      },
    ],
  };
  const second = await askOnce(client, repair, options);
  if ('raw' in second) return second;
  throw new SummaryFailure(
    second.kind,
    `the answer cannot be used, twice: ${first.faults}; then: ${second.faults}`,
  );
}

interface Unusable {
  readonly kind: Extract<FailureKind, 'empty' | 'unreadable' | 'language'>;
  readonly faults: string;
  readonly text: string;
}

async function askOnce(
  client: ModelClient,
  { key, messages }: Question,
  { about, onUsed, onPart, signal, deadline }: AskModelOptions,
): Promise<{ readonly raw: RawAnswer } | Unusable> {
  let seen = '';
  let looked = 0;
  const onText = (text: string): void => {
    seen = text;
    if (onPart === undefined || text.length - looked < LOOK_EVERY) return;
    looked = text.length;
    const part = completePart(text);
    if (part !== undefined && part.summary !== '' && !isForeignScript(part.summary, about)) onPart(part);
  };
  const asked = messages.reduce((sum, { text }) => sum + estimateTokens(text), 0);
  try {
    const reply = await client.ask({ key, messages, schema: ANSWER_SCHEMA }, { signal, deadline, onText });
    const { tokens, text } = reply;
    onUsed(tokens === undefined ? asked + estimateTokens(text) : tokens.prompt + tokens.answer);
    return judge(text, about);
  } catch (error) {
    if (seen !== '') onUsed(asked + estimateTokens(seen));
    throw error;
  }
}

function judge(text: string, about: string): { readonly raw: RawAnswer } | Unusable {
  if (text.trim() === '') return { kind: 'empty', faults: 'it is empty', text };
  const read = readAnswer(text);
  if ('faults' in read) return { kind: 'unreadable', faults: read.faults, text };
  const { summary, likelyCauses, nextSteps } = read.answer;
  const said = [summary, ...[...likelyCauses, ...nextSteps].map((claim) => claim.text)].join(' ');
  if (isForeignScript(said, about)) {
    return { kind: 'language', faults: 'it is in a language that the data is not in', text };
  }
  return { raw: read.answer };
}
