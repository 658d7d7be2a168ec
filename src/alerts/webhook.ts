import type { Logger } from '../log.ts';
import { withTeam } from '../store/current-team.ts';
import { databaseCure } from '../store/database/database-cure.ts';
import { type Alert, fitKey } from './alert.ts';
import { checkAuthenticity } from './authenticity/check-authenticity.ts';
import { confirmSubscription } from './authenticity/sns.ts';
import { createSnsCertificates, type Fetch, ServiceUnavailable } from './authenticity/sns-certificates.ts';
import { refuseTeam } from './refuse-team.ts';
import { type AlertSettings, isSetUp } from './settings.ts';
import { createSources } from './sources/create-sources.ts';
import { PayloadFault } from './sources/payload-fault.ts';
import type { Reading, RequestHeaders } from './sources/source.ts';
import { isSourceName, SOURCE_NAMES, type SourceName } from './sources/source-names.ts';
import { NotInstalled } from './team-intake.ts';
import { allowSender } from './webhook-handshake.ts';

/** Most bytes of a body; 10,000 short alerts fit in. */
export const MOST_BODY_BYTES = 1_048_576;

const RETRY_AFTER_SECONDS = '30';

export interface WebhookRequest {
  readonly method: string;
  /** Part of the path `/alerts/<source>`. */
  readonly source: string;
  /** Id of a workspace, the last part of the path `/alerts/<source>/<workspace>`; undefined where it has none. */
  readonly team?: string | undefined;
  /** Names in lower case. */
  readonly headers: RequestHeaders;
  readonly rawBody: Buffer;
  /** Parameters of the address. */
  readonly query?: URLSearchParams;
  /** Address of the sender, for the log. */
  readonly remote?: string;
}

export interface WebhookResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** To be sent as JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What was accepted. */
  readonly alerts: readonly Alert[];
}

/** What is known of the message that brought the alerts. */
export interface AlertDelivery {
  readonly source: SourceName;
  /** The sender's own id, the same when it tries again; not all have one. */
  readonly id: string | undefined;
}

/**
 * Keeps the alerts of the workspace that is worked for; only once it has resolved is the sender told so.
 * @throws NotInstalled where the workspace has taken Pasteur out.
 */
export type AcceptAlerts = (alerts: readonly Alert[], delivery: AlertDelivery) => Promise<void>;

export interface WebhookOptions {
  readonly settings: AlertSettings;
  readonly accept: AcceptAlerts;
  /** For certificates and confirmations of Amazon SNS. */
  readonly fetch: Fetch;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  /** Milliseconds since 1970; default the system's clock. */
  readonly now?: () => number;
}

export type Webhook = (request: WebhookRequest) => Promise<WebhookResponse>;

/** Answers `POST /alerts/<source>`, or `POST /alerts/<source>/<workspace>` where there are several: believes, reads and hands on, or says what is wrong. */
export function createWebhook({ settings, accept, fetch, log, now = Date.now }: WebhookOptions): Webhook {
  const certificates = createSnsCertificates(fetch);
  const sources = createSources(settings.generic);

  async function receive(request: WebhookRequest): Promise<WebhookResponse> {
    const { source: name, method, headers, rawBody: body } = request;
    if (!isSourceName(name)) {
      return refused(404, `there is no source "${name.slice(0, 40)}"`, { known: SOURCE_NAMES });
    }
    if (method === 'OPTIONS') return respond(allowSender(headers, isSetUp(name, settings)));
    if (method !== 'POST') return refused(405, 'alerts are sent by POST', {}, { allow: 'POST, OPTIONS' });
    if (body.length > MOST_BODY_BYTES) {
      return refused(413, `the body may have at most ${MOST_BODY_BYTES} bytes, got ${body.length}`);
    }
    const query = request.query ?? new URLSearchParams();
    const refusal = await checkAuthenticity(
      { source: name, headers, body, query },
      { settings, certificates, nowMs: now() },
    );
    if (refusal !== undefined) return refused(refusal.status, refusal.reason);
    // Only now: nobody else is to learn which workspaces there are.
    const stranger = refuseTeam(request.team, name, settings);
    if (stranger !== undefined) return refused(404, stranger);
    const unread = unreadable(headers, (type) => sources[name].accepts(type, headers));
    if (unread !== undefined) return refused(415, unread, {}, { 'accept-encoding': 'identity' });
    const reading = sources[name].read({ headers, body });
    if (reading.confirmUrl !== undefined) {
      const unconfirmed = await confirmSubscription(fetch, reading.confirmUrl, settings.topicArns);
      if (unconfirmed !== undefined) return refused(unconfirmed.status, unconfirmed.reason);
    }
    return hand(reading, name, request.team);
  }

  async function hand(
    reading: Reading,
    source: SourceName,
    team: string | undefined,
  ): Promise<WebhookResponse> {
    const { alerts, note } = reading;
    if (alerts.length > 0) {
      try {
        const id = reading.deliveryId === undefined ? undefined : fitKey(reading.deliveryId);
        await withTeam(team, () => accept(alerts, { source, id }));
      } catch (error) {
        if (error instanceof NotInstalled) return refused(404, error.message);
        log.error(
          { err: error, source, alerts: alerts.length, cure: databaseCure(error) },
          'alerts could not be kept; the sender is to try again',
        );
        return later('the alerts could not be kept');
      }
    }
    const body = { accepted: alerts.length, ...(note === undefined ? {} : { note }) };
    return { ...respond({ status: 202, headers: {}, body }), alerts };
  }

  return async (request) => {
    const response = await receive(request).catch((error: unknown) => {
      if (error instanceof PayloadFault) return refused(400, error.message, { path: error.path });
      if (error instanceof ServiceUnavailable) {
        log.error({ err: error, source: request.source }, 'a message of Amazon SNS could not be checked');
        return later('the message could not be checked');
      }
      throw error;
    });
    if (response.status >= 400 && response.status < 500) {
      const { status, body } = response;
      const { source, remote } = request;
      log.warn(
        { source: source.slice(0, 40), remote, status, fault: body.error },
        'a message of alerts was refused',
      );
    }
    return response;
  };
}

function respond(response: Omit<WebhookResponse, 'alerts'>): WebhookResponse {
  return { ...response, alerts: [] };
}

function refused(
  status: number,
  error: string,
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): WebhookResponse {
  const challenge = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  return respond({ status, headers: { ...challenge, ...headers }, body: { error, ...more } });
}

function later(error: string): WebhookResponse {
  return respond({
    status: 503,
    headers: { 'retry-after': RETRY_AFTER_SECONDS },
    body: { error: `${error}; send the message again later` },
  });
}

/** What is wrong with how the body is packed, if anything. */
function unreadable(headers: RequestHeaders, accepts: (type: string) => boolean): string | undefined {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') return 'the body must not be compressed';
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (!accepts(type.trim())) {
    return `the content type must be application/json, got ${type.trim() === '' ? 'none' : `"${type.trim().slice(0, 60)}"`}`;
  }
  const charset = parameters
    .map((part) => /^\s*charset="?([\w-]+)/.exec(part)?.[1])
    .find((found) => found !== undefined);
  return charset === undefined || /^(?:utf-?8|us-ascii)$/.test(charset)
    ? undefined
    : 'the charset must be utf-8';
}
