import { RespondError, type RespondFn } from '@slack/bolt';

const TIMEOUT_MS = 10_000;

/** Answers at a `response_url` that was kept, as Bolt does for the one of the request at hand. */
export function respondAt(responseUrl: string): RespondFn {
  return async (message) => {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(typeof message === 'string' ? { text: message } : message),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new RespondError(`Slack refused the answer: ${response.status}`, response.status);
    return response;
  };
}
