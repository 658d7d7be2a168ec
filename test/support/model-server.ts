import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createMailbox } from './mailbox.ts';
import { asList, asRecord } from './slack-workspace.ts';

/** One request to the model, as it came in. */
export interface ModelCall {
  readonly path: string;
  readonly authorization: string;
  readonly body: Record<string, unknown>;
  /** Everything that left: the body as text. */
  readonly raw: string;
  /** Resolves when the caller is gone or has its answer. */
  readonly closed: Promise<void>;
}

/** What the server does with a request. */
export type ModelReaction =
  /** Streams a text as the model's answer, in pieces; `usage` is left out where it says so. */
  | { readonly say: string; readonly pieceLength?: number; readonly isUncounted?: boolean }
  /** Streams the first part of an answer, and the rest once the gate opens. */
  | { readonly say: string; readonly rest: string; readonly gate: Promise<unknown> }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Streams a text and then breaks the connection off. */
  | { readonly cutOffAfter: string }
  /** Streams a text and ends as if it were whole, without saying so. */
  | { readonly endsAfter: string }
  /** Streams a text, and stops it for a reason such as `length`. */
  | { readonly say: string; readonly finish: string }
  | { readonly declines: string }
  | 'hang';

/** An OpenAI-compatible server on this machine that does what a test says. */
export interface ModelServer {
  /** For OPENAI_BASE_URL. */
  readonly url: string;
  readonly calls: readonly ModelCall[];
  /** What to do with the next requests, one each; the last is for all that follow. */
  react(...reactions: readonly ModelReaction[]): void;
  /** The next request that no test has taken yet; waits for it. */
  next(): Promise<ModelCall>;
  close(): Promise<void>;
}

export interface ModelServerOptions {
  /** Paths that it has; default both. */
  readonly apis?: readonly ('responses' | 'chat')[];
  /** Formats of an answer that it refuses with 400; default none. */
  readonly refusedFormats?: readonly string[];
}

/** An answer of the shape that is asked for. */
export function modelAnswer(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    summary: 'The disk of the ledger is full.',
    likelyCauses: [{ text: 'Old logs were never deleted.', sources: [] }],
    nextSteps: [{ text: 'See which folder is large.', command: 'du -xsh /var/*', sources: [] }],
    sources: [],
    confidence: 0.6,
    missingInformation: ['Since when does it happen?'],
    ...fields,
  });
}

export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const { apis = ['responses', 'chat'], refusedFormats = [] } = options;
  const calls: ModelCall[] = [];
  const box = createMailbox<ModelCall>();
  let reactions: readonly ModelReaction[] = [{ say: modelAnswer() }];
  const server = createServer((request, response) => void handle(request, response));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await readAll(request);
    const path = request.url ?? '';
    const body = asRecord(JSON.parse(raw || '{}'));
    const closed = new Promise<void>((resolve) => response.on('close', () => resolve()));
    const isResponses = path.endsWith('/responses');
    const api = isResponses ? 'responses' : path.endsWith('/chat/completions') ? 'chat' : undefined;
    if (api === undefined || !apis.includes(api)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
      return;
    }
    const format = String(
      asRecord(asRecord(body.text).format).type ?? asRecord(body.response_format).type ?? '',
    );
    if (refusedFormats.includes(format)) {
      sendError(response, 400, `unknown response format ${format}`);
      return;
    }
    const call = { path, authorization: request.headers.authorization ?? '', body, raw, closed };
    calls.push(call);
    const [reaction = 'hang', ...rest] = reactions;
    if (rest.length > 0) reactions = rest;
    box.put(call);
    await act(reaction, response, isResponses ? responsesWire(response) : chatWire(response));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`,
    calls,
    react: (...next) => {
      reactions = next;
    },
    next: () => box.take(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The texts of a request's messages, by role. */
export function messagesOf({ body }: ModelCall): { readonly role: string; readonly text: string }[] {
  return asList(body.input ?? body.messages).map(({ role, content }) => ({
    role: String(role),
    text: String(content),
  }));
}

interface Wire {
  piece(text: string): void;
  end(finish: string, isUncounted: boolean): void;
  decline(text: string): void;
}

async function act(reaction: ModelReaction, response: ServerResponse, wire: Wire): Promise<void> {
  if (reaction === 'hang') return;
  if ('status' in reaction) {
    response.writeHead(reaction.status, { 'content-type': 'application/json', ...reaction.headers });
    response.end(reaction.body ?? '{"error":{"message":"no luck"}}');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if ('declines' in reaction) {
    wire.decline(reaction.declines);
  } else if ('cutOffAfter' in reaction) {
    wire.piece(reaction.cutOffAfter);
    setImmediate(() => response.destroy());
  } else if ('endsAfter' in reaction) {
    wire.piece(reaction.endsAfter);
    response.end();
  } else {
    const pieceLength = 'pieceLength' in reaction ? (reaction.pieceLength ?? 40) : 40;
    for (let at = 0; at < reaction.say.length; at += pieceLength) {
      wire.piece(reaction.say.slice(at, at + pieceLength));
    }
    if ('gate' in reaction) {
      await reaction.gate;
      wire.piece(reaction.rest);
    }
    wire.end(
      'finish' in reaction ? reaction.finish : 'stop',
      'isUncounted' in reaction && reaction.isUncounted === true,
    );
  }
}

/** https://platform.openai.com/docs/api-reference/chat-streaming */
function chatWire(response: ServerResponse): Wire {
  const send = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  const chunk = (fields: Record<string, unknown>) =>
    send({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'test', ...fields });
  const choice = (delta: Record<string, unknown>, finish_reason: string | null = null) =>
    chunk({ choices: [{ index: 0, delta, finish_reason }] });
  const end = (finish: string, isUncounted: boolean) => {
    choice({}, finish);
    if (!isUncounted) {
      chunk({ choices: [], usage: { prompt_tokens: 800, completion_tokens: 90, total_tokens: 890 } });
    }
    response.end('data: [DONE]\n\n');
  };
  return {
    piece: (text) => choice({ content: text }),
    end,
    decline: (text) => {
      choice({ refusal: text });
      end('stop', true);
    },
  };
}

/** https://platform.openai.com/docs/api-reference/responses-streaming */
function responsesWire(response: ServerResponse): Wire {
  let number = 0;
  const send = (type: string, fields: Record<string, unknown>) => {
    number += 1;
    response.write(
      `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number, ...fields })}\n\n`,
    );
  };
  const place = { item_id: 'm1', output_index: 0, content_index: 0 };
  const whole = { id: 'r1', object: 'response', created_at: 1, model: 'test', output: [] };
  return {
    piece: (delta) => send('response.output_text.delta', { ...place, delta, logprobs: [] }),
    end: (finish, isUncounted) => {
      const usage = isUncounted ? undefined : { input_tokens: 800, output_tokens: 90, total_tokens: 890 };
      if (finish === 'stop')
        send('response.completed', { response: { ...whole, status: 'completed', usage } });
      else {
        const incomplete_details = { reason: finish === 'length' ? 'max_output_tokens' : finish };
        send('response.incomplete', { response: { ...whole, status: 'incomplete', incomplete_details } });
      }
      response.end();
    },
    decline: (delta) => {
      send('response.refusal.delta', { ...place, delta });
      response.end();
    },
  };
}

function sendError(response: ServerResponse, status: number, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ error: { message, type: 'invalid_request_error' } }));
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
