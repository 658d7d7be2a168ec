import type { Metrics } from '../../metrics.ts';

type Fetch = typeof globalThis.fetch;

/** A `fetch` for Slack's Web API that counts calls by method and status, those that were told to wait included. */
export function countedFetch(metrics: Pick<Metrics, 'slackCalled'>, fetch: Fetch = globalThis.fetch): Fetch {
  return async (input, init) => {
    const method = methodOf(input);
    try {
      const response = await fetch(input, init);
      metrics.slackCalled({ method, status: response.status });
      return response;
    } catch (error) {
      metrics.slackCalled({ method, status: 0 });
      throw error;
    }
  };
}

/** `chat.postMessage` from its address; what is no method of the Web API, such as an upload, counts as `other`. */
function methodOf(input: Parameters<Fetch>[0]): string {
  const address = input instanceof Request ? input.url : String(input);
  const last = URL.canParse(address) ? new URL(address).pathname.split('/').at(-1) : undefined;
  return last !== undefined && /^[a-z]+(?:\.[a-zA-Z]+)+$/.test(last) ? last : 'other';
}
