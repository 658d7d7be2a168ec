import type { SentMessage } from '../store/summaries/summary-log.ts';

export interface ModelMessage extends SentMessage {
  readonly role: 'system' | 'user' | 'assistant';
}

/** One question to a model. */
export interface ModelRequest {
  /** Names the question, the same for the same question. */
  readonly key: string;
  readonly messages: readonly ModelMessage[];
  /** JSON schema of the answer, for servers that hold the model to it; the messages describe the shape too. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface TokensUsed {
  readonly prompt: number;
  readonly answer: number;
}

export interface ModelReply {
  readonly text: string;
  /** Undefined where the server does not count. */
  readonly tokens: TokensUsed | undefined;
}

export interface AskOptions {
  /** Ends the call: its reason is a TimeoutError when the time is over. */
  readonly signal: AbortSignal;
  /** When the time is over, in milliseconds of `performance.now()`: no wait goes beyond it. */
  readonly deadline: number;
  /** Called with all of the text that has come so far. */
  readonly onText?: (text: string) => void;
}

/** A language model. Fails with a SummaryFailure. */
export interface ModelClient {
  ask(request: ModelRequest, options: AskOptions): Promise<ModelReply>;
}
