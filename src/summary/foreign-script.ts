/** Scripts of which a paste in another language would have letters; Latin is everybody's. */
const SCRIPTS = [
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Cyrillic',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Thai',
  'Greek',
].map((script) => new RegExp(`\\p{Script=${script}}`, 'gu'));

/** Share of an answer's letters from which on it counts as written in a script. */
const SHARE = 0.3;
/** Letters of a script in a paste from which on an answer may be written in it. */
const FEW = 3;

/** Whether an answer is in a script that what it is about does not use. Languages that share a script are not told apart. */
export function isForeignScript(answer: string, about: string): boolean {
  const letters = answer.match(/\p{L}/gu)?.length ?? 0;
  return SCRIPTS.some((script) => {
    const used = answer.match(script)?.length ?? 0;
    return letters > 0 && used / letters > SHARE && (about.match(script)?.length ?? 0) < FEW;
  });
}
