import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createMailbox } from './mailbox.ts';
import { APP_ID, ASKER, asRecord } from './slack-workspace.ts';

export const SIGNING_SECRET = '0123456789abcdef0123456789abcdef';

/** What the app answered to a delivery. */
interface Acknowledgement {
  readonly status: number;
  readonly body: string;
}

/** Sends what Slack sends, signed as Slack signs it. */
export interface Deliveries {
  /** `retry` is the number of the redelivery; none for the first. */
  event(
    event: Record<string, unknown>,
    envelope?: Record<string, unknown>,
    retry?: number,
  ): Promise<Acknowledgement>;
  command(text: string, fields?: Record<string, string>): Promise<Acknowledgement>;
  interaction(payload: Record<string, unknown>): Promise<Acknowledgement>;
  /** The next body that the app posted to a `response_url`; waits for it. */
  responded(): Promise<Record<string, unknown>>;
  readonly responseUrl: string;
  close(): Promise<void>;
}

/** How a request is sent. */
export type Post = (url: string, init: RequestInit) => Promise<Response>;

export async function startDeliveries(requestUrl: () => string, post: Post = fetch): Promise<Deliveries> {
  const answers = createMailbox<Record<string, unknown>>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    response.writeHead(200).end('ok');
    answers.put(asRecord(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const responseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/response`;
  const form = (fields: Record<string, string>) =>
    send(post, requestUrl(), new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');
  return {
    event: (event, envelope = {}, retry = 0) => {
      const body = {
        type: 'event_callback',
        token: 't',
        team_id: 'T000000001',
        api_app_id: APP_ID,
        event_id: `Ev${randomUUID()}`,
        event_time: Math.floor(Date.now() / 1000),
        is_ext_shared_channel: false,
        event,
        ...envelope,
      };
      const headers: Record<string, string> =
        retry === 0 ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_error' };
      return send(post, requestUrl(), JSON.stringify(body), 'application/json', headers);
    },
    command: (text, fields = {}) =>
      form({
        command: '/triage',
        text,
        response_url: responseUrl,
        trigger_id: 'none',
        user_id: ASKER,
        user_name: 'admin',
        team_id: 'T000000001',
        channel_id: 'C000000001',
        channel_name: 'general',
        api_app_id: APP_ID,
        ...fields,
      }),
    interaction: (payload) => {
      const common = {
        user: { id: ASKER, username: 'admin', team_id: 'T000000001' },
        team: { id: 'T000000001', domain: 'emulate' },
        api_app_id: APP_ID,
        response_url: responseUrl,
        trigger_id: 'none',
      };
      return form({ payload: JSON.stringify({ ...common, ...payload }) });
    },
    responded: () => answers.take(),
    responseUrl,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function send(
  post: Post,
  url: string,
  body: string,
  contentType: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Acknowledgement> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const response = await post(url, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...more,
    },
    body,
  });
  return { status: response.status, body: await response.text() };
}
