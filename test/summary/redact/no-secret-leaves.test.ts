import { createRedactor } from '../../../src/summary/redact/redact.ts';
import { drawFrom, VALUE_KINDS } from './made-up-values.ts';

const redactor = await createRedactor();

/** Parts of this length or more would help somebody who guesses the rest. */
const PART_LENGTH = 8;

function partsThatLeft(value: string, text: string): string[] {
  const length = Math.min(PART_LENGTH, value.length);
  return Array.from({ length: value.length - length + 1 }, (_, at) => value.slice(at, at + length)).filter(
    (part) => text.includes(part),
  );
}

test('the corpus has 200 secrets of 25 kinds', () => {
  expect(VALUE_KINDS).toHaveLength(25);
  expect(VALUE_KINDS.map(({ shapes }) => shapes.length)).toEqual(VALUE_KINDS.map(() => 8));
});

describe.each(VALUE_KINDS)('$name', ({ draw, shapes }) => {
  test.each(shapes.map((shape, seed) => ({ shape, seed })))(
    'does not leave in $shape',
    async ({ shape, seed }) => {
      const value = draw(drawFrom(seed + 1));
      const { text, replacements, restore } = await redactor.redact(shape.replaceAll('%', () => value));
      expect({ text, left: partsThatLeft(value, text) }).toEqual({ text, left: [] });
      expect(restore(text)).not.toContain(value);
      expect(replacements.some(({ kind }) => kind === 'secret')).toBe(true);
    },
  );
});

test('does not let a secret out where it stands a second time, bare or encoded', async () => {
  const value = `${drawFrom(9).of('abcdefXYZ', 6)}/+=&7`;
  const { text } = await redactor.redact(
    `DB_PASSWORD="${value}"\nsent ${value} and then${value}too, as x=${encodeURIComponent(value)}`,
  );
  expect(text).toBe('DB_PASSWORD="<secret-1>"\nsent <secret-1> and then<secret-1>too, as x=<secret-2>');
});
