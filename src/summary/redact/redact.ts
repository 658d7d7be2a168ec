import { ERROR_CODES, PasteurError } from '../../errors.ts';
import { detectors } from './detectors.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';
import { findRepeats } from './repeats.ts';
import { loadSecretlint } from './secretlint.ts';
import { type Detector, joinSpans, type Kind, outsidePlaceholders, PLACEHOLDER, type Span } from './span.ts';

/** One value that was taken out; the value itself is not told. */
export interface Replacement {
  /** What stands for it, such as `<ip-1>`. */
  readonly placeholder: string;
  readonly kind: Kind;
  /** At how many places it was taken out, 1 or more. */
  readonly count: number;
  /** Whether `restore` puts it back; never true for a secret. */
  readonly isRestorable: boolean;
}

export interface Redaction {
  /** The text as it may leave. */
  readonly text: string;
  /** What was taken out, in the order of the first places. */
  readonly replacements: readonly Replacement[];
  /**
   * Puts values back into a text that came back, such as a model's answer, for the one who asked: addresses, names and
   * accounts. Secrets stay placeholders, and so does a placeholder that was in the paste before.
   */
  restore(text: string): string;
}

/** Several texts redacted together: a value has the same placeholder in all of them. */
export interface JointRedaction extends Omit<Redaction, 'text'> {
  /** The texts as they may leave, in the order they were given. */
  readonly texts: readonly string[];
}

export interface Redactor {
  /**
   * Takes out of a text what must not leave the building.
   * @throws PasteurError with the code `REDACTION_FAILED`, when that cannot be done for sure; then nothing may be sent.
   */
  redact(text: string): Promise<Redaction>;
  /** The same for several texts with one numbering. */
  redactAll(texts: readonly string[]): Promise<JointRedaction>;
}

export interface RedactorOptions {
  /** Milliseconds that one redaction may take; a text that takes longer is not let out. Default 20000. */
  readonly timeoutMs?: number;
  /** Milliseconds of a clock that never goes back. Default `performance.now`. */
  readonly now?: () => number;
  /** What looks for values, in place of Pasteur's own rules and secretlint's, which see what those leave. */
  readonly detectors?: readonly Detector[];
}

/** A text is looked at again until nothing more is found: taking one value out can lay another bare. */
const MAX_ROUNDS = 12;

/** Loads the rules; make one and keep it. */
export async function createRedactor(options: RedactorOptions = {}): Promise<Redactor> {
  const { timeoutMs = 20_000, now = () => performance.now() } = options;
  const passes =
    options.detectors === undefined ? [detectors, [await loadSecretlint()]] : [options.detectors];
  const redactAll = async (texts: readonly string[]): Promise<JointRedaction> => {
    const deadline = now() + timeoutMs;
    try {
      return redactTexts(texts, passes, () => {
        if (now() > deadline) throw new Error(`it took longer than ${timeoutMs} ms`);
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown fault';
      throw new PasteurError(
        ERROR_CODES.redactionFailed,
        `cannot take out what must not leave, so nothing is sent: ${reason}. Try a shorter part around the error.`,
        { cause: error },
      );
    }
  };
  return {
    redactAll,
    async redact(text) {
      const { texts, ...redaction } = await redactAll([text]);
      return { text: texts[0] ?? '', ...redaction };
    },
  };
}

function redactTexts(
  given: readonly string[],
  passes: readonly (readonly Detector[])[],
  checkTime: () => void,
): JointRedaction {
  const placeholders = createPlaceholders(given);
  const before = countPlaceholders(given);
  let texts = given;
  for (let round = 0, pass = 0; pass < passes.length; round += 1) {
    if (round === MAX_ROUNDS) throw new Error(`more was found after ${MAX_ROUNDS} looks`);
    const found = texts.map((text) => detect(text, passes[pass] ?? [], checkTime));
    if (found.every((spans) => spans.length === 0)) {
      pass += 1;
      continue;
    }
    pass = 0;
    texts = takeOut(texts, found, placeholders);
    checkTime();
    const repeats = findRepeats(texts, placeholders.taken);
    texts = takeOut(texts, repeats, placeholders);
    checkTime();
  }
  const counts = countPlaceholders(texts);
  const replacements = placeholders.taken.map(({ placeholder, kind }) => ({
    placeholder,
    kind,
    count: (counts.get(placeholder) ?? 0) - (before.get(placeholder) ?? 0),
    isRestorable: placeholders.restore(placeholder) !== placeholder,
  }));
  return { texts, replacements, restore: placeholders.restore };
}

function detect(text: string, looks: readonly Detector[], checkTime: () => void): Span[] {
  const spans: Span[] = [];
  for (const look of looks) {
    for (const span of look(text)) spans.push(span);
    checkTime();
  }
  return outsidePlaceholders(text, joinSpans(spans));
}

/** Numbers are given in reading order, over all texts; a value that is a secret somewhere is one everywhere. */
function takeOut(
  texts: readonly string[],
  found: readonly (readonly Span[])[],
  placeholders: Placeholders,
): string[] {
  const secrets = new Set(
    texts.flatMap((text, index) =>
      (found[index] ?? [])
        .filter(({ kind }) => kind === 'secret')
        .map(({ start, end }) => text.slice(start, end)),
    ),
  );
  return texts.map((text, index) => {
    const parts: string[] = [];
    let from = 0;
    for (const { start, end, kind } of found[index] ?? []) {
      const value = text.slice(start, end);
      parts.push(
        text.slice(from, start),
        placeholders.placeholderOf(value, secrets.has(value) ? 'secret' : kind),
      );
      from = end;
    }
    parts.push(text.slice(from));
    return parts.join('');
  });
}

function countPlaceholders(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const [placeholder] of text.matchAll(PLACEHOLDER))
      counts.set(placeholder, (counts.get(placeholder) ?? 0) + 1);
  }
  return counts;
}
