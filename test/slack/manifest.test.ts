import { readdirSync, readFileSync } from 'node:fs';
import { App, HTTPReceiver, webApi } from '@slack/bolt';
import { parse } from 'yaml';
import { createLogger } from '../../src/log.ts';
import { createMemoryAnswerLog } from '../../src/slack/answers/answer-log.ts';
import { createMemoryAskLog } from '../../src/slack/answers/ask-log.ts';
import { createMemoryPasteStore } from '../../src/slack/answers/paste-store.ts';
import { LIMITS } from '../../src/slack/blocks/limits.ts';
import { createWatch } from '../../src/slack/channels/watch.ts';
import { createMemoryHomePictures } from '../../src/slack/charts/memory-home-pictures.ts';
import { createTurns } from '../../src/slack/conversation/turns.ts';
import { createMemoryDeliveryLog } from '../../src/slack/delivery/delivery-log.ts';
import { createSteadyDeliveries } from '../../src/slack/delivery/steady-deliveries.ts';
import { registerListeners } from '../../src/slack/listeners/register.ts';
import type { Room } from '../../src/slack/room.ts';
import { EVENTS } from '../../src/slack/surface.ts';
import { asList, asRecord } from '../support/slack-workspace.ts';
import { smallTriage } from '../support/small-triage.ts';

/** Scopes that each call of the Web API needs, from https://docs.slack.dev/reference/methods. */
const METHOD_SCOPES: Readonly<Record<string, readonly string[]>> = {
  'apps.connections.open': [], // the app-level token's connections:write
  'assistant.threads.setStatus': ['chat:write'],
  'assistant.threads.setTitle': ['assistant:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'auth.test': [],
  'chat.appendStream': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.startStream': ['chat:write'],
  'chat.stopStream': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  // Group messages (mpim) are left out: Slack says with each mention whether they are shared.
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.delete': ['files:write'],
  'files.info': ['files:read'],
  'files.uploadV2': ['files:write'],
  'users.info': ['users:read'],
  'usergroups.users.list': ['usergroups:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};

/** Scopes that each event needs, from https://docs.slack.dev/reference/events. */
const EVENT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  tokens_revoked: [],
};

const SOURCES = new URL('../../src/slack/', import.meta.url);

describe('manifest.yml', () => {
  let manifest: Record<string, unknown>;
  let registered: Registered;

  beforeAll(() => {
    manifest = asRecord(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')));
    registered = readRegistered();
  });

  const at = (...path: string[]) => path.reduce<unknown>((value, key) => asRecord(value)[key], manifest);

  it('subscribes to the events that have a listener', () => {
    expect(at('settings', 'event_subscriptions', 'bot_events')).toEqual([...Object.values(EVENTS)].sort());
    // Bolt knows every `message.…` as `message`.
    const types = Object.values(EVENTS).map((event) => event.replace(/\..*/, ''));
    expect([...new Set(registered.events)].sort()).toEqual([...new Set(types)].sort());
  });

  it('has the slash commands that have a listener', () => {
    expect(asList(at('features', 'slash_commands')).map(({ command }) => command)).toEqual(
      registered.commands,
    );
  });

  it('has the shortcuts that have a listener', () => {
    expect(asList(at('features', 'shortcuts')).map(({ callback_id }) => callback_id)).toEqual(
      registered.shortcuts,
    );
  });

  it('asks for exactly the scopes that events and calls need', () => {
    const methods = calledMethods();
    const unknown = methods.filter((method) => METHOD_SCOPES[method] === undefined);
    expect(unknown).toEqual([]);
    const needed = [
      'commands',
      ...methods.flatMap((method) => METHOD_SCOPES[method] ?? []),
      ...Object.values(EVENTS).flatMap((event) => EVENT_SCOPES[event] ?? []),
      'files:read', // downloads of url_private
    ];
    expect(at('oauth_config', 'scopes', 'bot')).toEqual([...new Set(needed)].sort());
  });

  it('names no scope for a call that nobody makes', () => {
    expect(Object.keys(METHOD_SCOPES).sort()).toEqual(calledMethods());
  });

  it('turns on what the listeners rely on', () => {
    expect(at('_metadata', 'major_version')).toBe(2);
    expect(at('settings', 'socket_mode_enabled')).toBe(true);
    expect(at('settings', 'interactivity', 'is_enabled')).toBe(true);
    expect(at('features', 'app_home', 'messages_tab_enabled')).toBe(true);
    expect(at('features', 'app_home', 'messages_tab_read_only_enabled')).toBe(false);
  });

  it('keeps to the lengths that Slack takes', () => {
    const description = String(at('display_information', 'long_description'));
    expect(description.length).toBeGreaterThanOrEqual(174);
    expect(description.length).toBeLessThanOrEqual(4000);
    expect(String(at('display_information', 'description')).length).toBeLessThanOrEqual(140);
    expect(String(at('features', 'agent_view', 'agent_description')).length).toBeLessThanOrEqual(300);
    for (const { callback_id } of asList(at('features', 'shortcuts'))) {
      expect(String(callback_id).length).toBeLessThanOrEqual(LIMITS.callbackId);
    }
  });
});

interface Registered {
  readonly events: string[];
  readonly commands: string[];
  readonly shortcuts: string[];
}

/** Registers the real listeners with a real App and writes down under which names. */
function readRegistered(): Registered {
  const registered: Registered = { events: [], commands: [], shortcuts: [] };
  const kinds = new Map([
    ['event', registered.events],
    ['command', registered.commands],
    ['shortcut', registered.shortcuts],
  ]);
  const app = new App({ receiver: new HTTPReceiver({ signingSecret: 's' }), authorize: async () => ({}) });
  const watched = new Proxy(app, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        kinds.get(String(key))?.push(String(args[0]));
        return Reflect.apply(member, target, args);
      };
    },
  });
  registerListeners(watched, ROOM);
  return registered;
}

/** Registering uses nothing of the room. */
const ROOM: Room = {
  triage: () => smallTriage,
  entries: () => [],
  log: createLogger('silent'),
  settings: { sharedChannels: [] },
  deliveries: createSteadyDeliveries(createMemoryDeliveryLog(), { log: createLogger('silent') }),
  pastes: createMemoryPasteStore(() => 0),
  answers: createMemoryAnswerLog(),
  asks: createMemoryAskLog(() => 0),
  homePictures: createMemoryHomePictures(() => 0),
  turns: createTurns(),
  files: { botToken: '', fetch: globalThis.fetch },
  quickClient: new webApi.WebClient(),
  postClient: new webApi.WebClient(),
  watch: createWatch(undefined, undefined, createLogger('silent')),
  onFeedback: async () => undefined,
};

/** The calls of the Web API in the sources, as `client.chat.postMessage(`. */
function calledMethods(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const calls = files.flatMap((file) => {
    const source = readFileSync(new URL(file, SOURCES), 'utf8').replace(/\n\s*\./g, '.');
    return [...source.matchAll(/\b(?:client|quickClient|postClient)\.([a-z]+(?:\.[a-zA-Z0-9]+)+)\(/g)].map(
      ([, method]) => String(method),
    );
  });
  return [...new Set(calls)].sort();
}
