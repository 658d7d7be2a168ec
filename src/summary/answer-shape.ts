import { z } from 'zod';

const sourceNumbers = z.array(z.number().int().min(1)).describe('numbers of the sources that say so');

/** The shape that the model is asked for, in the order in which it is shown while it comes. */
const ASKED = z.strictObject({
  summary: z.string().describe('one to three sentences: what went wrong'),
  likelyCauses: z.array(z.strictObject({ text: z.string(), sources: sourceNumbers })),
  nextSteps: z.array(
    z.strictObject({
      text: z.string(),
      command: z.string().describe('one command to copy, or the empty text'),
      sources: sourceNumbers,
    }),
  ),
  sources: sourceNumbers,
  confidence: z.number().min(0).max(1),
  missingInformation: z.array(z.string()),
});

/** JSON schema of the answer. */
export const ANSWER_SCHEMA: Readonly<Record<string, unknown>> = answerSchema();

/** Small models write "[1]", "1" or one number in place of a list of numbers. */
const numbers = z
  .preprocess((value) => {
    const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
    return list.flatMap((item: unknown) =>
      typeof item === 'string' ? (item.match(/\d{1,4}/g) ?? []).map(Number) : [item],
    );
  }, z.array(z.number()))
  .transform((list) => [...new Set(list.filter((number) => Number.isInteger(number) && number > 0))]);

const claim = z.preprocess(
  (value) => (typeof value === 'string' ? { text: value } : value),
  z.object({ text: z.string(), sources: numbers }),
);
const step = z.preprocess(
  (value) => (typeof value === 'string' ? { text: value } : value),
  z.object({ text: z.string(), command: z.string().nullish(), sources: numbers }),
);
const list = <Item extends z.ZodType>(item: Item) => z.preprocess((value) => value ?? [], z.array(item));

/** What is read: the same, forgiving in what does not matter. */
const READ = z.object({
  summary: z.string(),
  likelyCauses: list(claim),
  nextSteps: list(step),
  sources: numbers,
  confidence: z
    .preprocess((value) => (typeof value === 'string' ? Number.parseFloat(value) : value), z.number())
    // Some say 80 where 0.8 was asked for.
    .transform((value) => Math.min(1, Math.max(0, value > 1 ? value / 100 : value))),
  missingInformation: list(z.string()),
});

/** An answer as the model gave it, of the right shape and not checked. */
export type RawAnswer = z.output<typeof READ>;

/** Reads an answer; where it has not the shape, its faults in words for the model. */
export function readAnswer(text: string): { readonly answer: RawAnswer } | { readonly faults: string } {
  const json = jsonIn(text);
  if (json === undefined) return { faults: 'it is no JSON object' };
  const parsed = READ.safeParse(json);
  if (parsed.success) {
    return parsed.data.summary.trim() === '' ? { faults: 'summary is empty' } : { answer: parsed.data };
  }
  const faults = parsed.error.issues
    .slice(0, 8)
    .map(({ path, message }) => `${path.join('.') || 'the object'}: ${message}`)
    .join('; ');
  return { faults };
}

/** Reads what is there of an answer that still comes; whatever is missing is empty. */
export function readPart(value: unknown): RawAnswer | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const parsed = READ.safeParse({ summary: '', confidence: 0, ...value });
  return parsed.success ? parsed.data : undefined;
}

/** The object in an answer: some models put thoughts before it and a fence around it. */
function jsonIn(text: string): unknown {
  const said = text.replace(/<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/gi, '');
  const start = said.indexOf('{');
  const end = said.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  try {
    return JSON.parse(said.slice(start, end + 1));
  } catch {
    // Told to the model as "no JSON object".
    return undefined;
  }
}

/** Servers that hold models to a schema take no `$schema` and no limits of numbers. */
function answerSchema(): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = z.toJSONSchema(ASKED, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
    },
  });
  return schema;
}
