import { createEmulator } from 'emulate';
import type { Credentials } from './credentials.ts';
import { isRecord, type JsonRecord, parseJson } from './json.ts';
import type { AppManifest } from './manifest.ts';
import { CHANNELS, PEOPLE, TEAM } from './seed.ts';

/** An answer of Slack's Web API: `ok`, and `error` where it is false. */
export type SlackReply = JsonRecord & { readonly ok: boolean };

export function refused(error: string): SlackReply {
  return { ok: false, error };
}

/** Slack's Web API on a loopback port of its own, from the `emulate` package. */
export interface SlackEmulator {
  call(token: string, method: string, params: JsonRecord): Promise<SlackReply>;
  /** Any other path of it, such as a file's content. */
  fetch(path: string, init: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export interface SlackEmulatorOptions {
  readonly credentials: Credentials;
  readonly manifest: AppManifest;
  readonly botTokens: readonly string[];
  /** Token by name of the person. */
  readonly peopleTokens: ReadonlyMap<string, string>;
  /** Address under which the page and the bot reach it; put in place of its own in every answer. */
  readonly publicUrl: string;
}

export async function startSlackEmulator(options: SlackEmulatorOptions): Promise<SlackEmulator> {
  const { publicUrl } = options;
  const emulator = await createEmulator({
    service: 'slack',
    hostname: '127.0.0.1',
    port: 0,
    seed: { slack: buildSeed(options) },
  });
  const ownUrl = emulator.url;
  // It advertises "localhost", which may resolve to ::1 first, where it does not listen.
  const base = `http://127.0.0.1:${new URL(ownUrl).port}`;
  return {
    async call(token, method, params) {
      const response = await fetch(`${base}/api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(params),
      });
      const text = (await response.text()).replaceAll(ownUrl, publicUrl);
      return readReply(response.status, text);
    },
    fetch: (path, init) => fetch(`${base}${path}`, init),
    close: () => emulator.close(),
  };
}

function readReply(status: number, text: string): SlackReply {
  const body = parseJson(text);
  if (isRecord(body) && typeof body.ok === 'boolean') return { ...body, ok: body.ok };
  if (status === 404) return refused('unknown_method');
  return refused(status === 403 ? 'ratelimited' : 'internal_error');
}

function buildSeed({ credentials, manifest, botTokens, peopleTokens }: SlackEmulatorOptions): JsonRecord {
  const bot = {
    app_id: credentials.appId,
    bot_id: credentials.botId,
    bot_user_id: credentials.botUserId,
  };
  const scopes = [...manifest.botScopes];
  return {
    team: TEAM,
    strict_scopes: true,
    users: PEOPLE.map(({ name, realName }) => ({ name, real_name: realName })),
    channels: CHANNELS,
    oauth_apps: [
      {
        ...bot,
        client_id: '1.1',
        client_secret: credentials.verificationToken,
        name: manifest.name,
        bot_name: manifest.name.toLowerCase(),
        redirect_uris: [],
        scopes,
      },
    ],
    tokens: [
      ...botTokens.map((token) => ({ ...bot, token, type: 'bot', user_id: credentials.botUserId, scopes })),
      ...[...peopleTokens].map(([user, token]) => ({ token, type: 'user', user })),
    ],
  };
}
