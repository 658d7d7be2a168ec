import { z } from 'zod';
import type { Environment } from '../config.ts';

/** When the model is asked: on the press of a button; by itself in direct messages; never. */
export const SUMMARY_TIMES = ['ask', 'direct-messages', 'off'] as const;
export type SummaryTime = (typeof SUMMARY_TIMES)[number];

/** How the model is reached and how much it is asked. */
export interface SummarySettings {
  readonly when: Exclude<SummaryTime, 'off'>;
  /** Undefined for a server that wants none, such as one on this machine. */
  readonly apiKey: string | undefined;
  /** Address up to and with `/v1`; undefined means OpenAI's own. */
  readonly baseUrl: string | undefined;
  readonly model: string;
  /** From the press to the end of the answer, retries included. */
  readonly timeoutMs: number;
  /** Calls at once from this process; more wait. */
  readonly concurrency: number;
  /** Tokens of prompts and answers a day (UTC), over all processes on the database. */
  readonly tokensADay: number;
  /** Tokens of one prompt, by our estimate. */
  readonly promptTokens: number;
}

/** One that OpenAI has; another server names its own. */
const DEFAULT_MODEL = 'gpt-5-mini';

const whole = (least: number, most: number, fallback: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
    .default(fallback);
};

const ENVIRONMENT = z.object({
  OPENAI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be a key without spaces (https://platform.openai.com/api-keys)')
    .optional(),
  OPENAI_BASE_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be a web address that starts with http:// or https://, up to and with /v1',
    })
    .optional(),
  OPENAI_MODEL: z.string().optional(),
  PASTEUR_SUMMARY: z.enum(SUMMARY_TIMES, `must be one of ${SUMMARY_TIMES.join(', ')}`).default('ask'),
  PASTEUR_SUMMARY_TIMEOUT_MS: whole(1000, 600_000, 60_000),
  PASTEUR_SUMMARY_CONCURRENCY: whole(1, 100, 2),
  PASTEUR_SUMMARY_TOKENS_A_DAY: whole(1000, 1_000_000_000, 500_000),
  // Small models on one machine are often run with room for 4,096 tokens, answer included.
  PASTEUR_SUMMARY_PROMPT_TOKENS: whole(500, 100_000, 2500),
});

/** Names of all settings about the model. */
export const SUMMARY_SETTING_NAMES: readonly string[] = Object.keys(ENVIRONMENT.shape);

/**
 * Reads the settings and names every fault in them at once; no fault shows the key. Without a key and without an
 * address no model is asked, and the settings are undefined.
 */
export function readSummarySettings(environment: Environment): {
  readonly settings: SummarySettings | undefined;
  readonly faults: readonly string[];
} {
  const given = Object.fromEntries(
    SUMMARY_SETTING_NAMES.flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = ENVIRONMENT.safeParse(given);
  if (!parsed.success) {
    return { settings: undefined, faults: parsed.error.issues.map((issue) => describeFault(issue, given)) };
  }
  const values = parsed.data;
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, PASTEUR_SUMMARY: when } = values;
  if (when === 'off' || (apiKey === undefined && baseUrl === undefined)) {
    return { settings: undefined, faults: [] };
  }
  if (apiKey === undefined && values.OPENAI_MODEL === undefined) {
    const fault =
      'OPENAI_MODEL is missing: the server at OPENAI_BASE_URL has models of its own (curl that address with /models to list them)';
    return { settings: undefined, faults: [fault] };
  }
  const settings = Object.freeze({
    when,
    apiKey,
    baseUrl,
    model: values.OPENAI_MODEL ?? DEFAULT_MODEL,
    timeoutMs: values.PASTEUR_SUMMARY_TIMEOUT_MS,
    concurrency: values.PASTEUR_SUMMARY_CONCURRENCY,
    tokensADay: values.PASTEUR_SUMMARY_TOKENS_A_DAY,
    promptTokens: values.PASTEUR_SUMMARY_PROMPT_TOKENS,
  });
  return { settings, faults: [] };
}

function describeFault(issue: z.core.$ZodIssue, given: Readonly<Record<string, string>>): string {
  const name = String(issue.path[0]);
  const value = given[name] ?? '';
  const got = name === 'OPENAI_API_KEY' ? `a text of ${value.length} characters` : `"${value}"`;
  return `${name} ${issue.message}, got ${got}`;
}
