import OpenAI from 'openai';
import { createDialect, type Rung } from './dialect.ts';
import type { AskOptions, ModelClient, ModelReply, ModelRequest, TokensUsed } from './model-client.ts';
import { modelFault } from './model-fault.ts';
import { retryModel } from './retry-model.ts';
import type { SummarySettings } from './settings.ts';
import { SummaryFailure } from './summary-failure.ts';

/** Longest answer that is read, in characters; one that is asked for is a tenth of it. */
const MOST_CHARACTERS = 32_000;

/** For models that think first: their thoughts count as answer. */
const MAX_OUTPUT_TOKENS = 8000;

/** The schema's name, which servers want. */
const SCHEMA_NAME = 'summary';

/** A model behind any OpenAI-compatible address. */
export function createOpenAiClient({
  apiKey,
  baseUrl,
  model,
}: Pick<SummarySettings, 'apiKey' | 'baseUrl' | 'model'>): ModelClient {
  const client = new OpenAI({
    // The library refuses to do without one; servers that want none do not look at it.
    apiKey: apiKey ?? 'none',
    baseURL: baseUrl?.replace(/\/+$/, '') ?? 'https://api.openai.com/v1',
    // All else that it would take from the environment by itself.
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    // A redirect would take the text to a place that nobody has set.
    fetchOptions: { redirect: 'error' },
  });
  const dialect = createDialect();

  async function askOnce(rung: Rung, request: ModelRequest, options: AskOptions): Promise<ModelReply> {
    try {
      return await (rung.api === 'responses'
        ? askResponses(client, model, request, options)
        : askChat(client, model, rung, request, options));
    } catch (error) {
      throw toFailure(error, options.signal, apiKey);
    }
  }

  return {
    ask: async (request, options) => {
      try {
        return await dialect.speak((rung) => retryModel(() => askOnce(rung, request, options), options));
      } catch (error) {
        // Abort while waiting for a retry.
        throw toFailure(error, options.signal, apiKey);
      }
    },
  };
}

async function askResponses(
  client: OpenAI,
  model: string,
  { messages, schema }: ModelRequest,
  options: AskOptions,
): Promise<ModelReply> {
  const stream = await client.responses.create(
    {
      model,
      input: messages.map(({ role, text }) => ({ role, content: text })),
      text: { format: { type: 'json_schema', name: SCHEMA_NAME, schema: { ...schema }, strict: true } },
      max_output_tokens: MAX_OUTPUT_TOKENS,
      store: false,
      stream: true,
    },
    { signal: options.signal, timeout: timeLeft(options) },
  );
  const answer = createAnswer(options);
  for await (const event of stream) {
    if (event.type === 'response.output_text.delta') answer.add(event.delta);
    else if (event.type === 'response.refusal.delta') throw refused();
    else if (event.type === 'response.completed') {
      const { usage } = event.response;
      return answer.end(usage && { prompt: usage.input_tokens, answer: usage.output_tokens });
    } else if (event.type === 'response.incomplete') {
      throw incomplete(event.response.incomplete_details?.reason);
    } else if (event.type === 'response.failed') {
      const { code, message = 'no reason given' } = event.response.error ?? {};
      throw modelFault(serverFault({ code, message }), undefined);
    } else if (event.type === 'error') {
      throw modelFault(serverFault({ code: event.code ?? undefined, message: event.message }), undefined);
    }
  }
  throw cutOff();
}

async function askChat(
  client: OpenAI,
  model: string,
  { format }: Rung,
  { messages, schema }: ModelRequest,
  options: AskOptions,
): Promise<ModelReply> {
  const stream = await client.chat.completions.create(
    {
      model,
      messages: messages.map(({ role, text }) => ({ role, content: text })),
      ...(format === 'schema' && {
        response_format: {
          type: 'json_schema',
          json_schema: { name: SCHEMA_NAME, schema: { ...schema }, strict: true },
        },
      }),
      ...(format === 'object' && { response_format: { type: 'json_object' } }),
      stream: true,
      stream_options: { include_usage: true },
    },
    { signal: options.signal, timeout: timeLeft(options) },
  );
  const answer = createAnswer(options);
  let finish: string | undefined;
  let tokens: TokensUsed | undefined;
  for await (const { choices, usage } of stream) {
    const [choice] = choices ?? [];
    if (typeof choice?.delta?.refusal === 'string') throw refused();
    answer.add(choice?.delta?.content ?? '');
    finish = choice?.finish_reason ?? finish;
    if (usage) tokens = { prompt: usage.prompt_tokens, answer: usage.completion_tokens };
  }
  if (finish === undefined) throw cutOff();
  if (finish !== 'stop') throw incomplete(finish);
  return answer.end(tokens);
}

/** Puts the pieces together; a stream that does not end is left. */
function createAnswer({ onText }: AskOptions) {
  let text = '';
  return {
    add: (piece: string): void => {
      if (piece === '') return;
      text += piece;
      if (text.length > MOST_CHARACTERS) throw tooLong(`more than ${MOST_CHARACTERS} characters`);
      onText?.(text);
    },
    end: (tokens: TokensUsed | undefined): ModelReply => ({ text, tokens }),
  };
}

function timeLeft({ deadline }: AskOptions): number {
  return Math.max(1, Math.ceil(deadline - performance.now()));
}

function serverFault(known: { readonly code: string | undefined; readonly message: string }) {
  return { status: undefined, retryAfter: undefined, cause: undefined, ...known };
}

function refused(): SummaryFailure {
  return new SummaryFailure('refused', 'the model declined to answer');
}

function cutOff(): SummaryFailure {
  return new SummaryFailure('cut-off', 'the stream ended before the answer did');
}

function tooLong(detail: string): SummaryFailure {
  return new SummaryFailure('too-long', `the answer did not end: ${detail}`);
}

function incomplete(reason: string | undefined): SummaryFailure {
  return reason === 'content_filter'
    ? refused()
    : tooLong(`the server stopped it (${reason ?? 'no reason'})`);
}

function toFailure(error: unknown, signal: AbortSignal, apiKey: string | undefined): SummaryFailure {
  if (error instanceof SummaryFailure) return error;
  if (signal.aborted) {
    const isLate = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
    return isLate
      ? new SummaryFailure('timeout', 'the model did not answer in time', { cause: error })
      : new SummaryFailure('aborted', 'the summary was aborted', { cause: error });
  }
  if (error instanceof OpenAI.APIConnectionTimeoutError) {
    return new SummaryFailure('timeout', 'the model did not answer in time', { cause: error });
  }
  if (error instanceof OpenAI.APIError) {
    const fault = {
      status: error.status,
      code: error.code ?? undefined,
      message: error.message,
      retryAfter: error.headers?.get('retry-after') ?? undefined,
      cause: undefined,
    };
    return modelFault(fault, apiKey);
  }
  // A connection that broke inside the stream, or pieces that are no JSON.
  return new SummaryFailure('cut-off', 'the answer could not be read to its end', { cause: error });
}
