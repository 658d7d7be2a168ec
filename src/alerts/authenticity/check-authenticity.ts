import { type AlertSettings, isSetUp, secretSetting } from '../settings.ts';
import type { RequestHeaders } from '../sources/source.ts';
import type { SourceName } from '../sources/source-names.ts';
import { checkCredentials } from './credentials.ts';
import { forbidden, type Refusal } from './refusal.ts';
import { checkGrafana, checkPagerduty, checkSentry } from './signatures.ts';
import { checkSns } from './sns.ts';
import type { SnsCertificates } from './sns-certificates.ts';

/** A request as it came in, before anything in it is believed. */
export interface UncheckedRequest {
  readonly source: SourceName;
  readonly headers: RequestHeaders;
  readonly body: Buffer;
  /** Parameters of the address. */
  readonly query: URLSearchParams;
}

interface AuthenticityOptions {
  readonly settings: AlertSettings;
  readonly certificates: SnsCertificates;
  readonly nowMs: number;
}

/** Names of the parameter that carries a token, for senders that cannot set a header. */
const URL_TOKENS: Readonly<Partial<Record<SourceName, readonly string[]>>> = {
  azure: ['token'],
  google: ['token', 'auth_token'],
  cloudevents: ['token', 'access_token'],
};

/**
 * Checks who sent the raw body, the way that its vendor signs; `undefined` lets it in.
 * @throws ServiceUnavailable when Amazon's certificate cannot be had for now.
 */
export async function checkAuthenticity(
  request: UncheckedRequest,
  { settings, certificates, nowMs }: AuthenticityOptions,
): Promise<Refusal | undefined> {
  const { source, headers, body, query } = request;
  if (!isSetUp(source, settings)) return notSetUp(source);
  const secrets = settings.secrets[source] ?? [];
  const signed = { headers, body, secrets, nowMs };
  switch (source) {
    case 'grafana':
      // A contact point has either a signature or credentials; those prove no time.
      return headers[settings.grafana.signatureHeader] === undefined &&
        headers.authorization !== undefined &&
        settings.grafana.timestampHeader === undefined
        ? checkCredentials(headers, secrets, undefined)
        : checkGrafana(signed, settings.grafana);
    case 'pagerduty':
      return checkPagerduty(signed);
    case 'sentry':
      return checkSentry(signed);
    case 'cloudwatch':
      if (headers.authorization !== undefined && headers['x-amz-sns-message-type'] === undefined) {
        return secrets.length === 0
          ? forbidden(`Authorization cannot be checked: ${secretSetting(source)} is not set`)
          : checkCredentials(headers, secrets, undefined);
      }
      if (settings.topicArns.length === 0) {
        return forbidden('messages of SNS cannot be checked: PASTEUR_CLOUDWATCH_TOPICS is not set');
      }
      return checkSns({ value: parsed(body), topicArns: settings.topicArns, certificates, nowMs });
    default: {
      const names = URL_TOKENS[source] ?? [];
      const token = names.map((name) => query.get(name)).find((value) => value !== null);
      return checkCredentials(headers, secrets, token ?? undefined);
    }
  }
}

function notSetUp(source: SourceName): Refusal {
  const settings = source === 'cloudwatch' ? 'PASTEUR_CLOUDWATCH_TOPICS' : secretSetting(source);
  return forbidden(`the source ${source} is not set up: set ${settings}`);
}

/** What is no JSON is no SNS message either, and is refused as such. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
