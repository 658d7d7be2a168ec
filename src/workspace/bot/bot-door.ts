import { signDelivery } from './signature.ts';

/** Slack waits this long for an app's answer. */
const ANSWER_WITHIN_MS = 3000;

export type BotAnswer =
  | { readonly ok: true; readonly body: string }
  /** `reason` in the words of Slack's `X-Slack-Retry-Reason`. */
  | {
      readonly ok: false;
      readonly reason: 'http_timeout' | 'http_error' | 'connection_failed';
      readonly noRetry: boolean;
    };

/** The way from the workspace to the bot: signed requests, as Slack makes them. */
export interface BotDoor {
  /** Deliveries wait until this is called. */
  connect(requestUrl: string): void;
  deliver(contentType: string, body: string, headers?: Readonly<Record<string, string>>): Promise<BotAnswer>;
}

export function createBotDoor(signingSecret: string, now: () => number): BotDoor {
  let setUrl: (requestUrl: string) => void = () => undefined;
  const connected = new Promise<string>((resolve) => {
    setUrl = resolve;
  });
  return {
    connect: (requestUrl) => setUrl(requestUrl),
    async deliver(contentType, body, headers = {}) {
      const requestUrl = await connected;
      try {
        const response = await fetch(requestUrl, {
          method: 'POST',
          headers: { ...headers, ...signDelivery(signingSecret, body, now()), 'content-type': contentType },
          body,
          redirect: 'manual',
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        });
        const answer = await response.text();
        if (response.status >= 200 && response.status < 300) return { ok: true, body: answer };
        return { ok: false, reason: 'http_error', noRetry: response.headers.get('x-slack-no-retry') === '1' };
      } catch (error) {
        const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
        return { ok: false, reason: timedOut ? 'http_timeout' : 'connection_failed', noRetry: false };
      }
    },
  };
}

/** Why a delivery failed, in the words that Slack shows to people; `undefined` where the bot took it. */
export type DeliveryFault = string | undefined;

export function faultOf(answer: BotAnswer): DeliveryFault {
  if (answer.ok) return undefined;
  return answer.reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
}
