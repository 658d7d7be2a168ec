import { z } from 'zod';
import { cleanText } from '../clean-text.ts';

/** A field that must be there: a text, or a number or truth value as text. */
export const neededText = z
  .union([z.string(), z.number(), z.boolean()], 'must be a text')
  .transform((value) => cleanText(String(value)).trim())
  .refine((text) => text !== '', 'must be a text that is not empty');

/** A field that may be missing, null or of another kind: then it is empty, for an odd extra must not lose the alert. */
export const freeText = z.unknown().optional().transform(scalarText);

/** A moment as ISO text in UTC; `undefined` for a missing, unreadable or zero one. */
export const freeTime = z.unknown().optional().transform(isoTime);

/** Names and values; values that are no scalars are left out. */
export const freeLabels = z.unknown().optional().transform(labelsOf);

/** A list of texts from a list, or from one text. */
export const freeTexts = z
  .unknown()
  .optional()
  .transform((value) =>
    (Array.isArray(value) ? value : [value]).map(scalarText).filter((text) => text !== ''),
  );

/** The text of a scalar, and of nothing else. */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return cleanText(value).trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return '';
}

export function labelsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value)
      .map(([label, inner]) => [cleanText(label), scalarText(inner)] as const)
      .filter(([, text]) => text !== ''),
  );
}

/** `key:value` texts (Datadog, Opsgenie) as labels; a tag without a colon is its own label. */
export function labelsOfTags(tags: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    tags
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '')
      .map((tag) => {
        const colon = tag.indexOf(':');
        return colon > 0 ? [tag.slice(0, colon), tag.slice(colon + 1).trim()] : [tag, 'true'];
      }),
  );
}

/** Epochs below these are in seconds, milliseconds and microseconds: each bound is the year 5138 in its unit. */
const EPOCH_BOUNDS = [
  { below: 1e11, toMs: 1000 },
  { below: 1e14, toMs: 1 },
  { below: 1e17, toMs: 1e-3 },
  { below: Number.POSITIVE_INFINITY, toMs: 1e-6 },
];

/** ISO text of a date text or of an epoch in any unit. */
export function isoTime(value: unknown): string | undefined {
  const epoch =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d{9,19}$/.test(value)
        ? Number(value)
        : undefined;
  const text = scalarText(value);
  // Node reads a year into almost any text with a digit; only a date that is written as one counts.
  const ms =
    epoch !== undefined ? epochMs(epoch) : /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  // Go writes its zero time as year 1, and Google's test message says 0: both mean "none".
  if (!Number.isFinite(ms) || ms <= 0 || ms > 8.64e15) return undefined;
  return new Date(ms).toISOString();
}

function epochMs(epoch: number): number {
  return epoch * (EPOCH_BOUNDS.find(({ below }) => epoch < below)?.toMs ?? 1);
}
