/** Why there is no summary. */
export const FAILURE_KINDS = [
  'aborted',
  'timeout',
  'budget',
  'busy',
  'redaction',
  'key-refused',
  'model-missing',
  'rate-limited',
  'quota',
  'rejected',
  'unavailable',
  'cut-off',
  'refused',
  'empty',
  'too-long',
  'unreadable',
  'language',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** No summary came: the kind is for the asker, the message and the cause are for the log; neither holds a secret. */
export class SummaryFailure extends Error {
  readonly kind: FailureKind;
  /** What the server said, where it did. */
  readonly status: number | undefined;
  /** How long the server asked to wait. */
  readonly retryAfterSeconds: number | undefined;
  /** Whether the same request may succeed in a moment. */
  readonly isTransient: boolean;

  constructor(
    kind: FailureKind,
    message: string,
    options: ErrorOptions & {
      readonly status?: number | undefined;
      readonly retryAfterSeconds?: number | undefined;
      readonly isTransient?: boolean;
    } = {},
  ) {
    super(message, options);
    this.name = 'SummaryFailure';
    this.kind = kind;
    this.status = options.status;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.isTransient = options.isTransient ?? false;
  }
}

/** One line for the asker: what happened and what to do. */
export function askerLine({ kind, retryAfterSeconds }: SummaryFailure): string {
  switch (kind) {
    case 'aborted':
      return 'Stopped: what it was about is gone.';
    case 'timeout':
      return 'The model did not answer in time. Try again in a minute.';
    case 'budget':
      return "Today's tokens for the model are used up. It answers again after midnight UTC; PASTEUR_SUMMARY_TOKENS_A_DAY sets how many there are.";
    case 'busy':
      return 'The model has too many questions at once. Try again in a minute.';
    case 'redaction':
      return 'The secrets in this text could not be taken out, so nothing was sent. Tell whoever runs Pasteur.';
    case 'key-refused':
      return 'The model server refuses the key. Whoever runs Pasteur has to set OPENAI_API_KEY anew.';
    case 'model-missing':
      return 'The model server does not have this model. Whoever runs Pasteur has to set OPENAI_MODEL to one that it has.';
    case 'rate-limited':
      return `The model server asks to wait. Try again in ${waitWords(retryAfterSeconds)}.`;
    case 'quota':
      return 'The account at the model server has no quota left. Whoever runs Pasteur has to look at its billing.';
    case 'rejected':
      return 'The model server does not take the question. Whoever runs Pasteur finds its reason in the log.';
    case 'unavailable':
      return 'The model server fails or cannot be reached. Try again in a minute.';
    case 'cut-off':
      return "The model's answer stopped half way. Try again.";
    case 'refused':
      return 'The model declined to answer this.';
    case 'empty':
      return 'The model answered nothing. Try again, or ask with more of the log.';
    case 'too-long':
      return "The model's answer did not end. Try again, or ask with less text.";
    case 'unreadable':
      return 'The model did not answer in the form that was asked for, twice. Try again; another model may do better.';
    case 'language':
      return 'The model answered in a language that the text is not in, twice. Try again; another model may do better.';
  }
}

function waitWords(seconds: number | undefined): string {
  if (seconds === undefined || seconds <= 60)
    return seconds === undefined ? 'a minute' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
