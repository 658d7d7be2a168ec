import { tellingPlace } from '../index.ts';

/** Longest text that is redacted, in characters: about ten times what a prompt holds. More would hold everybody up: 200,000 took half a second. */
const MOST = 60_000;

const BEGINS = /^-----BEGIN [A-Z ]*-----/m;
const ENDS = /-----END [A-Z ]*-----/;

/**
 * Of a long text one stretch around its most telling line. Cutting may split a key: what stands before the first END
 * without its BEGIN, and after the last BEGIN without its END, is left out.
 */
export function takeStretch(text: string): string {
  if (text.length <= MOST) return text;
  const at = tellingPlace(text);
  const from = Math.max(0, Math.min(at - MOST / 2, text.length - MOST));
  // Whole lines only; a line that fills everything is cut all the same.
  const stretch = text
    .slice(from, from + MOST)
    .replace(/^[^\n]*\n/, '')
    .replace(/\n[^\n]*$/, '');
  return withoutHalfKeys(stretch);
}

function withoutHalfKeys(text: string): string {
  const end = ENDS.exec(text);
  const begin = BEGINS.exec(text);
  const whole =
    end !== null && (begin === null || begin.index > end.index)
      ? text.slice(end.index + end[0].length)
      : text;
  const last = whole.lastIndexOf('-----BEGIN ');
  return last >= 0 && !ENDS.test(whole.slice(last)) ? whole.slice(0, last) : whole;
}
