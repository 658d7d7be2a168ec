import type { Changes } from '../changes.ts';
import type { Credentials } from '../credentials.ts';
import type { Directory } from '../directory.ts';
import { type JsonRecord, parseJson, recordOf, recordsOf, textOf } from '../json.ts';
import type { Actor } from '../web-api/actors.ts';
import type { EphemeralMessages } from '../web-api/ephemeral.ts';
import type { FindMessage } from '../web-api/messages.ts';
import type { OpenViews } from '../web-api/views.ts';
import type { WebApi } from '../web-api/web-api.ts';
import { type BotAnswer, type BotDoor, type DeliveryFault, faultOf } from './bot-door.ts';
import type { ResponseUrls } from './response-urls.ts';
import { createTrigger } from './trigger.ts';

/** What a press carries besides the element itself, such as `selected_option`. */
interface PressedElement {
  readonly blockId: string;
  readonly element: JsonRecord;
  readonly chosen: JsonRecord;
}

/** Values of a modal's inputs, by block and action. */
type ViewValues = Readonly<Record<string, JsonRecord>>;

/** What a person does with the bot's buttons, menus and modals, delivered as Slack delivers it. */
export interface Interactions {
  pressInMessage(channel: string, ts: string, pressed: PressedElement): Promise<DeliveryFault>;
  pressInView(viewId: string, pressed: PressedElement, values: ViewValues): Promise<DeliveryFault>;
  /** Asks the bot what a menu with options of its own offers for what was typed. */
  suggestOptions(
    viewId: string,
    typed: { readonly blockId: string; readonly actionId: string; readonly value: string },
  ): Promise<{ fault: DeliveryFault; options: readonly JsonRecord[] }>;
  useShortcut(channel: string, ts: string, callbackId: string): Promise<DeliveryFault>;
  /** Gives the errors by block that the bot returned, which leave the modal open. */
  submitView(
    viewId: string,
    values: ViewValues,
  ): Promise<{ fault: DeliveryFault; errors: JsonRecord | undefined }>;
  closeView(viewId: string, all: boolean): Promise<void>;
}

export interface InteractionOptions {
  readonly door: BotDoor;
  readonly credentials: Credentials;
  readonly directory: Directory;
  readonly webApi: WebApi;
  readonly bot: Actor;
  readonly views: OpenViews;
  readonly ephemeral: EphemeralMessages;
  readonly findMessage: FindMessage;
  readonly responseUrls: ResponseUrls;
  readonly changes: Changes;
  readonly now: () => number;
}

export function createInteractions(options: InteractionOptions): Interactions {
  const { door, credentials, directory, webApi, bot, views, ephemeral, findMessage, responseUrls, now } =
    options;
  const { you, teamId, teamDomain } = directory;

  async function deliver(payload: JsonRecord, viewId?: string): Promise<BotAnswer> {
    const body = new URLSearchParams({
      payload: JSON.stringify({
        user: { id: you.id, username: you.name, name: you.name, team_id: teamId },
        api_app_id: credentials.appId,
        token: credentials.verificationToken,
        team: { id: teamId, domain: teamDomain },
        enterprise: null,
        is_enterprise_install: false,
        trigger_id: await createTrigger(webApi, bot, you.id, viewId),
        ...payload,
      }),
    });
    const answer = await door.deliver('application/x-www-form-urlencoded', body.toString());
    if (!answer.ok) {
      options.changes.emit({ type: 'delivery_failed', what: String(payload.type), reason: answer.reason });
    }
    return answer;
  }

  function channelOf(channel: string): JsonRecord {
    const found = directory.channels.find(({ id }) => id === channel);
    return { id: channel, name: found?.kind === 'im' ? 'directmessage' : (found?.name ?? '') };
  }

  function actionOf({ blockId, element, chosen }: PressedElement): JsonRecord {
    const { action_id, type, text, value, style } = element;
    const known = { action_id, type, text, value, style };
    return { ...known, block_id: blockId, action_ts: (now() / 1000).toFixed(6), ...chosen };
  }

  function viewWith(viewId: string, values: ViewValues): JsonRecord {
    return { ...views.find(viewId), state: { values } };
  }

  async function followSubmission(viewId: string, body: string): Promise<JsonRecord | undefined> {
    const answer = parseJson(body);
    const action = textOf(answer, 'response_action');
    if (action === 'errors') return recordOf(answer, 'errors') ?? {};
    const view = recordOf(answer, 'view');
    if (action === 'update' && view !== undefined) {
      await webApi.call(bot, 'views.update', { view_id: viewId, view });
    } else if (action === 'push' && view !== undefined) {
      const trigger_id = await createTrigger(webApi, bot, you.id, viewId);
      await webApi.call(bot, 'views.push', { trigger_id, view });
    } else {
      views.close(viewId, action === 'clear');
    }
    return undefined;
  }

  return {
    async pressInMessage(channel, ts, pressed) {
      const hidden = ephemeral.find(ts);
      const message = hidden === undefined ? await findMessage(channel, ts) : hidden.message;
      const container = {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: hidden !== undefined,
        ...(typeof message?.thread_ts === 'string' ? { thread_ts: message.thread_ts } : {}),
      };
      const answer = await deliver({
        type: 'block_actions',
        container,
        channel: channelOf(channel),
        // Slack does not tell an app what was in an ephemeral message.
        ...(hidden === undefined ? { message } : {}),
        state: { values: {} },
        response_url: responseUrls.create({ channel, ts }),
        actions: [actionOf(pressed)],
      });
      return faultOf(answer);
    },

    async pressInView(viewId, pressed, values) {
      const answer = await deliver(
        {
          type: 'block_actions',
          container: { type: 'view', view_id: viewId },
          view: viewWith(viewId, values),
          actions: [actionOf(pressed)],
        },
        viewId,
      );
      return faultOf(answer);
    },

    async suggestOptions(viewId, { blockId, actionId, value }) {
      const view = views.find(viewId);
      const answer = await deliver({
        type: 'block_suggestion',
        container: { type: 'view', view_id: viewId },
        view,
        block_id: blockId,
        action_id: actionId,
        value,
      });
      return { fault: faultOf(answer), options: answer.ok ? optionsIn(parseJson(answer.body)) : [] };
    },

    async useShortcut(channel, ts, callbackId) {
      const message = await findMessage(channel, ts);
      const answer = await deliver({
        type: 'message_action',
        callback_id: callbackId,
        action_ts: (now() / 1000).toFixed(6),
        message_ts: ts,
        message,
        channel: channelOf(channel),
        response_url: responseUrls.create({ channel }),
      });
      return faultOf(answer);
    },

    async submitView(viewId, values) {
      const view = viewWith(viewId, values);
      const answer = await deliver({ type: 'view_submission', view, response_urls: [] }, viewId);
      if (!answer.ok) return { fault: faultOf(answer), errors: undefined };
      return { fault: undefined, errors: await followSubmission(viewId, answer.body) };
    },

    async closeView(viewId, all) {
      for (const view of views.close(viewId, all)) {
        if (view.notify_on_close === true) await deliver({ type: 'view_closed', view, is_cleared: all });
      }
    },
  };
}

/** Slack shows a hundred at most. */
const MOST_OPTIONS = 100;

function optionsIn(answer: unknown): readonly JsonRecord[] {
  const grouped = recordsOf(answer, 'option_groups').flatMap((group) => recordsOf(group, 'options'));
  return [...recordsOf(answer, 'options'), ...grouped].slice(0, MOST_OPTIONS);
}
