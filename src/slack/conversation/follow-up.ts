import { unescapeSlack } from '../blocks/escape.ts';

/** What a few words in the thread of an answer ask for. */
export type FollowUp = 'next' | 'why' | 'steps' | 'more' | 'thanks';

/** Whole messages, in English and in the languages that pages have titles in here; case and end marks do not count. */
const WORDS: Readonly<Record<FollowUp, readonly string[]>> = {
  next: [
    'next',
    'next one',
    'another',
    'another one',
    'not this',
    'something else',
    'what else',
    'еще',
    'ещё',
    'другое',
    'не то',
    'дальше',
    'следующее',
    'weiter',
    'nächste',
    'otro',
    'siguiente',
    'suivant',
  ],
  why: ['why', 'why this', 'why so', 'how so', 'explain', 'почему', 'warum', 'por qué', 'pourquoi'],
  steps: ['steps', 'the steps', 'fix', 'how to fix', 'how do i fix it', 'what do i do', 'шаги', 'что делать'],
  more: ['more', 'tell me more', 'details', 'show all', 'everything', 'больше', 'подробнее', 'mehr', 'más'],
  thanks: [
    'thanks',
    'thank you',
    'thx',
    'ty',
    'ok',
    'okay',
    'got it',
    'great',
    'спасибо',
    'danke',
    'gracias',
    'merci',
  ],
};

const KINDS = new Map<string, FollowUp>([
  ...kinds('next'),
  ...kinds('why'),
  ...kinds('steps'),
  ...kinds('more'),
  ...kinds('thanks'),
]);

/** Longer than any of the words. */
const LONGEST = 40;

/** Reads a message that is nothing but such words; mentions beside them do not count. */
export function readFollowUp(text: string): FollowUp | undefined {
  const words = text.replace(/<@[^>]*>/g, ' ').trim();
  if (words === '' || words.length > LONGEST) return undefined;
  const plain = unescapeSlack(words)
    .toLowerCase()
    .replace(/[\s.!?,…¿¡]+/g, ' ')
    .trim();
  return KINDS.get(plain);
}

function kinds(kind: FollowUp): [string, FollowUp][] {
  return WORDS[kind].map((word) => [word, kind]);
}
