import { randomBytes } from 'node:crypto';
import { type Handler, readBody, sendJson } from '../http-exchange.ts';
import { isRecord, type JsonRecord, parseJson, textOf } from '../json.ts';
import type { Actor } from '../web-api/actors.ts';
import type { EphemeralMessages } from '../web-api/ephemeral.ts';
import type { WebApi } from '../web-api/web-api.ts';

const PREFIX = '/slack/responses/';
/** Slack's own limits: five answers within thirty minutes. */
const USES = 5;
const VALID_MS = 30 * 60 * 1000;
const LARGEST_BODY = 1024 * 1024;

/** What a `response_url` was made for. `ts` is the message that was acted on, where there is one. */
interface ResponseOrigin {
  readonly channel: string;
  readonly ts?: string;
}

interface Issued {
  readonly origin: ResponseOrigin;
  readonly expiresAtMs: number;
  uses: number;
}

export interface ResponseUrls {
  create(origin: ResponseOrigin): string;
  /** Does with an answer what its flags say; also for the body of an acknowledgement. */
  respond(origin: ResponseOrigin, answer: JsonRecord): Promise<void>;
  readonly handler: Handler;
}

export interface ResponseUrlOptions {
  readonly publicUrl: string;
  readonly webApi: WebApi;
  readonly bot: Actor;
  readonly ephemeral: EphemeralMessages;
  readonly now: () => number;
}

export function createResponseUrls({
  publicUrl,
  webApi,
  bot,
  ephemeral,
  now,
}: ResponseUrlOptions): ResponseUrls {
  const issued = new Map<string, Issued>();

  async function respond({ channel, ts }: ResponseOrigin, answer: JsonRecord): Promise<void> {
    const { replace_original, delete_original, response_type, ...content } = answer;
    const isEphemeralOrigin = ts !== undefined && ephemeral.find(ts) !== undefined;
    if (ts !== undefined && isTrue(delete_original)) {
      if (isEphemeralOrigin) ephemeral.delete(ts);
      else await webApi.call(bot, 'chat.delete', { channel, ts });
    } else if (ts !== undefined && isTrue(replace_original)) {
      if (isEphemeralOrigin) ephemeral.replace(ts, content);
      else await webApi.call(bot, 'chat.update', { ...content, channel, ts });
    } else if (response_type === 'in_channel') {
      await webApi.call(bot, 'chat.postMessage', { ...content, channel });
    } else {
      ephemeral.post(channel, content);
    }
  }

  return {
    respond,
    create(origin) {
      const id = randomBytes(18).toString('base64url');
      const nowMs = now();
      for (const [old, { expiresAtMs }] of issued) if (expiresAtMs < nowMs) issued.delete(old);
      issued.set(id, { origin, expiresAtMs: nowMs + VALID_MS, uses: 0 });
      return `${publicUrl}${PREFIX}${id}`;
    },
    async handler({ request, response, url }) {
      if (!url.pathname.startsWith(PREFIX)) return false;
      const found = issued.get(url.pathname.slice(PREFIX.length));
      const answer = parseJson((await readBody(request, LARGEST_BODY)).toString('utf8'));
      if (found === undefined || found.expiresAtMs < now()) {
        sendJson(response, 404, { ok: false, error: 'expired_url' });
      } else if (found.uses >= USES) {
        sendJson(response, 404, { ok: false, error: 'used_url' });
      } else if (!isRecord(answer) || !hasContent(answer)) {
        sendJson(response, 400, { ok: false, error: 'no_text' });
      } else {
        found.uses += 1;
        await respond(found.origin, answer);
        response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
      }
      return true;
    },
  };
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function hasContent(answer: JsonRecord): boolean {
  return isTrue(answer.delete_original) || Boolean(textOf(answer, 'text')) || Array.isArray(answer.blocks);
}
