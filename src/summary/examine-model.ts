import type { Finding } from '../finding.ts';
import type { ModelClient } from './model-client.ts';
import type { SummarySettings } from './settings.ts';
import { askerLine, SummaryFailure } from './summary-failure.ts';

const CHECK = 'model';
const LONGEST_MS = 30_000;

const SCHEMA = {
  type: 'object',
  properties: { ok: { type: 'boolean' } },
  required: ['ok'],
  additionalProperties: false,
};

/** Asks the model one short question that holds nothing of anybody. */
export async function examineModel(
  client: ModelClient,
  { model, baseUrl, timeoutMs }: Pick<SummarySettings, 'model' | 'baseUrl' | 'timeoutMs'>,
): Promise<Finding> {
  const limitMs = Math.min(timeoutMs, LONGEST_MS);
  const server = baseUrl === undefined ? 'OpenAI' : new URL(baseUrl).host;
  try {
    const { tokens } = await client.ask(
      {
        key: 'doctor',
        messages: [{ role: 'user', text: 'Answer with this JSON and nothing else: {"ok": true}' }],
        schema: SCHEMA,
      },
      { signal: AbortSignal.timeout(limitMs), deadline: performance.now() + limitMs },
    );
    const cost = tokens === undefined ? '' : ` (${tokens.prompt + tokens.answer} tokens)`;
    return { check: CHECK, level: 'ok', message: `${model} at ${server} answers${cost}` };
  } catch (error) {
    if (!(error instanceof SummaryFailure)) throw error;
    const message = `${model} at ${server}: ${error.message}`;
    return { check: CHECK, level: 'fail', message, cure: askerLine(error) };
  }
}
