import { types } from 'node:util';
import { webApi } from '@slack/bolt';

/** Slack's name for why it refused a call (`not_in_channel`); undefined for faults of another kind. */
export function slackErrorName(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
}

/** Refusals that mean: the bot is not there, or may not look. */
export const NO_ACCESS = new Set([
  'not_in_channel',
  'channel_not_found',
  'missing_scope',
  'no_permission',
  'access_denied',
  'restricted_action',
  'is_archived',
]);

/** The `code` of an error of the system, such as `EADDRINUSE`. */
export function errorCode(error: unknown): string | undefined {
  return types.isNativeError(error) && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** What of an error may be logged. */
export interface ErrorReport {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly frames: readonly string[];
}

/** The first line of a message, as far as it is surely no paste. */
const MAX_MESSAGE_LENGTH = 200;
const MAX_FRAMES = 12;

/**
 * An error for the log. Messages of parsers quote what they were given, and that is the paste: quoted parts and
 * further lines are left out, the stack keeps only its places.
 */
export function reportError(error: unknown): ErrorReport {
  if (!types.isNativeError(error)) return { name: typeof error, message: 'not an Error', frames: [] };
  const message = (error.message.split('\n', 1)[0] ?? '')
    .replace(/(["'`]).*\1/g, '$1…$1')
    .slice(0, MAX_MESSAGE_LENGTH);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code =
    slackErrorName(error) ?? ('code' in error && typeof error.code === 'string' ? error.code : undefined);
  return {
    name: error.name,
    message,
    ...(code !== undefined && { code }),
    frames: frames.slice(0, MAX_FRAMES).map((line) => line.trim()),
  };
}
