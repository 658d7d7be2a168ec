import { z } from 'zod';
import { freeText, scalarText } from './fields.ts';

/** Frames that are shown of each exception: the innermost ones say where it broke. */
const MOST_FRAMES = 5;
const MOST_EXCEPTIONS = 5;

const FRAME = z.object({ function: freeText, filename: freeText, lineno: freeText });
const EXCEPTIONS = z.object({
  values: z.array(
    z.object({
      type: freeText,
      value: freeText,
      stacktrace: z
        .object({ frames: z.array(FRAME) })
        .nullish()
        .catch(undefined),
    }),
  ),
});

/** The exceptions of an event as a stack trace, the last one (which Sentry counts as the outermost) first. */
export function exceptionText(exception: unknown): string {
  const parsed = EXCEPTIONS.safeParse(exception);
  if (!parsed.success) return '';
  return parsed.data.values
    .slice(-MOST_EXCEPTIONS)
    .reverse()
    .map(({ type, value, stacktrace }, place) => {
      const head = [type, value].filter((text) => text !== '').join(': ');
      const frames = (stacktrace?.frames ?? [])
        .slice(-MOST_FRAMES)
        .reverse()
        .map((frame) => `    at ${frame.function || '?'} (${frame.filename}:${frame.lineno})`);
      return [place === 0 ? head : `Caused by: ${head}`, ...frames].join('\n');
    })
    .join('\n');
}

/** Tags of an event are a list of pairs. */
export function tagLabels(tags: unknown): Record<string, string> {
  if (!Array.isArray(tags)) return {};
  return Object.fromEntries(
    tags
      .filter((tag): tag is unknown[] => Array.isArray(tag) && tag.length === 2)
      .map(([key, value]) => [scalarText(key), scalarText(value)])
      .filter(([key, value]) => key !== '' && value !== ''),
  );
}
