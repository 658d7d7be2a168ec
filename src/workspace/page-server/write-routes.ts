import { z } from 'zod';
import type { DeliveryFault } from '../bot/bot-door.ts';
import type { Events } from '../bot/events.ts';
import { findElement } from '../bot/find-element.ts';
import type { Interactions } from '../bot/interactions.ts';
import type { RunCommand } from '../bot/slash-commands.ts';
import { composeMessage, escapeSlack } from '../compose.ts';
import type { Directory } from '../directory.ts';
import { RefusedRequest } from '../http-exchange.ts';
import { type JsonRecord, textOf } from '../json.ts';
import { composeNames } from '../populate.ts';
import type { Actor } from '../web-api/actors.ts';
import type { EphemeralMessages } from '../web-api/ephemeral.ts';
import type { FindMessage } from '../web-api/messages.ts';
import type { OpenViews } from '../web-api/views.ts';
import type { WebApi } from '../web-api/web-api.ts';
import {
  APP_TABS,
  type DoneReply,
  LONGEST_MESSAGE,
  type OptionsReply,
  type SayReply,
  type SubmitReply,
} from '../wire.ts';
import type { Routes } from './page-api.ts';

const place = { channel: z.string(), ts: z.string() };
const pressed = {
  blockId: z.string(),
  actionId: z.string(),
  chosen: z.record(z.string(), z.unknown()).default({}),
};
const values = z.record(z.string(), z.record(z.string(), z.unknown())).default({});

const bodies = {
  message: z.object({
    channel: z.string(),
    text: z.string().min(1).max(LONGEST_MESSAGE),
    threadTs: z.string().optional(),
  }),
  command: z.object({ channel: z.string(), command: z.string(), text: z.string() }),
  shortcut: z.object({ ...place, callbackId: z.string() }),
  press: z.object({ ...place, ...pressed }),
  viewPress: z.object({ viewId: z.string(), ...pressed, values }),
  options: z.object({ viewId: z.string(), blockId: z.string(), actionId: z.string(), value: z.string() }),
  submit: z.object({ viewId: z.string(), values }),
  close: z.object({ viewId: z.string(), all: z.boolean().default(false) }),
  place: z.object(place),
  opened: z.object({ channel: z.string(), tab: z.enum(APP_TABS).default('messages') }),
};

export interface WriteRouteOptions {
  readonly webApi: WebApi;
  readonly you: Actor;
  readonly directory: Directory;
  readonly interactions: Interactions;
  readonly runCommand: RunCommand;
  readonly events: Events;
  readonly views: OpenViews;
  readonly ephemeral: EphemeralMessages;
  readonly findMessage: FindMessage;
}

/** What the person at the page does. */
export function createWriteRoutes(options: WriteRouteOptions): Routes {
  const { webApi, you, directory, interactions, runCommand, events, views, ephemeral, findMessage } = options;
  const names = composeNames(directory);

  async function call(method: string, params: JsonRecord): Promise<DoneReply> {
    const reply = await webApi.call(you, method, params);
    return reply.ok ? { ok: true } : { ok: false, error: String(reply.error) };
  }

  return {
    'POST /api/message': async ({ given }): Promise<SayReply> => {
      const { channel, text, threadTs } = bodies.message.parse(given);
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      const reply = await webApi.call(you, 'chat.postMessage', {
        channel,
        ...composeMessage(text, names),
        ...thread,
      });
      return reply.ok
        ? { ok: true, ts: textOf(reply, 'ts') ?? '' }
        : { ok: false, error: String(reply.error) };
    },

    'POST /api/delete': async ({ given }) => {
      const { channel, ts } = bodies.place.parse(given);
      if (ephemeral.find(ts) === undefined) return call('chat.delete', { channel, ts });
      ephemeral.delete(ts);
      return { ok: true };
    },

    'POST /api/link': async ({ given }) => {
      const { channel, ts } = bodies.place.parse(given);
      const reply = await webApi.call(you, 'chat.getPermalink', { channel, message_ts: ts });
      return { permalink: textOf(reply, 'permalink') };
    },

    'POST /api/read': async ({ given }) => {
      const { channel, ts } = bodies.place.parse(given);
      return call('conversations.mark', { channel, ts });
    },

    'POST /api/command': async ({ given }) => {
      const { channel, command, text } = bodies.command.parse(given);
      return done(await runCommand(channel, command, escapeSlack(text)));
    },

    'POST /api/shortcut': async ({ given }) => {
      const { channel, ts, callbackId } = bodies.shortcut.parse(given);
      return done(await interactions.useShortcut(channel, ts, callbackId));
    },

    'POST /api/press': async ({ given }) => {
      const { channel, ts, blockId, actionId, chosen } = bodies.press.parse(given);
      const message = ephemeral.find(ts)?.message ?? (await findMessage(channel, ts));
      const element = elementOf(message?.blocks, blockId, actionId);
      return done(await interactions.pressInMessage(channel, ts, { blockId, element, chosen }));
    },

    'POST /api/view-press': async ({ given }) => {
      const { viewId, blockId, actionId, chosen, values } = bodies.viewPress.parse(given);
      const element = elementOf(views.find(viewId)?.blocks, blockId, actionId);
      return done(await interactions.pressInView(viewId, { blockId, element, chosen }, values));
    },

    'POST /api/options': async ({ given }): Promise<OptionsReply> => {
      const { viewId, blockId, actionId, value } = bodies.options.parse(given);
      elementOf(views.find(viewId)?.blocks, blockId, actionId);
      const { fault, options } = await interactions.suggestOptions(viewId, { blockId, actionId, value });
      return { ...done(fault), options };
    },

    'POST /api/view-submit': async ({ given }): Promise<SubmitReply> => {
      const { viewId, values } = bodies.submit.parse(given);
      const { fault, errors } = await interactions.submitView(viewId, values);
      return { ...done(fault), ...(errors === undefined ? {} : { errors }) };
    },

    'POST /api/view-close': async ({ given }) => {
      const { viewId, all } = bodies.close.parse(given);
      await interactions.closeView(viewId, all);
      return { ok: true };
    },

    'POST /api/home-opened': async ({ given }) => {
      const { channel, tab } = bodies.opened.parse(given);
      events.appHomeOpened({ user: directory.you.id, channel, tab, view: views.home() });
      return { ok: true };
    },
  };
}

function done(fault: DeliveryFault): DoneReply {
  return fault === undefined ? { ok: true } : { ok: false, error: fault };
}

function elementOf(blocks: unknown, blockId: string, actionId: string): JsonRecord {
  const element = findElement(blocks, blockId, actionId);
  if (element === undefined) throw new RefusedRequest(409, 'That button is not there any more.');
  return element;
}
