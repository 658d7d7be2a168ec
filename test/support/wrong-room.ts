import type { Entry } from '../../src/knowledge/entry.ts';
import { createLogger } from '../../src/log.ts';
import { createFeedbackDesk, type FeedbackDesk } from '../../src/slack/feedback/feedback-desk.ts';
import { createMemoryFeedback } from '../../src/slack/feedback/memory-feedback.ts';
import { createTriage } from '../../src/triage/create-triage.ts';
import { entriesOf } from './pages.ts';
import { startTestRoom, type TestRoom, type TestRoomOptions } from './slack-room.ts';
import { ASKER, asList, asRecord } from './slack-workspace.ts';

type Fields = Record<string, unknown>;

/** What is chosen and typed in the form about a wrong answer. */
export interface Chosen {
  /** Value of the option; undefined for none. */
  readonly meant?: string;
  readonly words?: string;
  readonly keep?: boolean;
}

/** A bot whose answers can be called wrong, over an emulated Slack. */
export interface WrongRoom extends TestRoom {
  readonly desk: FeedbackDesk;
  readonly channel: string;
  /** Changes what can be named and what is triaged, as a changed page does. */
  replaceEntries(entries: readonly Entry[]): void;
  /** Mentions the bot about a line in the channel; gives its answer. */
  ask(text: string): Promise<Fields>;
  thread(ts: unknown): Promise<readonly Fields[]>;
  /** Presses a button of a message; of one that only the asker sees where `isHidden`. */
  press(message: Fields, actionId: string, options?: PressOptions): Promise<void>;
  /** Presses Wrong and gives the form. */
  openForm(message: Fields, options?: PressOptions): Promise<Fields>;
  /** Titles and values that the menu of entries offers. */
  suggest(form: Fields, typed: string): Promise<readonly { readonly text: string; readonly value: string }[]>;
  /** Sends the form; gives what stands below its fields, or undefined where it was taken. */
  submit(form: Fields, chosen: Chosen, user?: string): Promise<Fields | undefined>;
}

export interface PressOptions {
  readonly user?: string;
  readonly isHidden?: boolean;
}

export interface WrongRoomOptions extends Omit<TestRoomOptions, 'triage' | 'entries'> {
  readonly pages: Readonly<Record<string, string>>;
}

export async function startWrongRoom({ pages, ...options }: WrongRoomOptions): Promise<WrongRoom> {
  let entries = entriesOf(pages);
  let triage = createTriage({ entries });
  const desk = await createFeedbackDesk({
    store: createMemoryFeedback(),
    keep: { text: 'never', days: 30 },
    log: createLogger('silent'),
  });
  const room = await startTestRoom({
    feedback: desk,
    triageNow: () => triage,
    entries: () => entries,
    ...options,
  });
  const channel = await room.slack.channel('incidents');
  return {
    ...room,
    ...wrongActions(room, channel),
    desk,
    channel,
    replaceEntries: (next) => {
      entries = next;
      triage = createTriage({ entries });
    },
  };
}

/** What people do with the form about a wrong answer. */
export function wrongActions(
  { slack, send }: TestRoom,
  channel: string,
): Pick<WrongRoom, 'ask' | 'thread' | 'press' | 'openForm' | 'suggest' | 'submit'> {
  slack.react('views.open', () => ({ ok: true, view: { id: 'V1' } }));
  slack.react('views.update', () => ({ ok: true, view: { id: 'V1' } }));
  const thread = async (ts: unknown) => {
    const { messages } = await slack.as('asker', 'conversations.replies', { channel, ts });
    return asList(messages);
  };
  const press: WrongRoom['press'] = async (message, actionId, { user = ASKER, isHidden = false } = {}) => {
    const elements = asList(message.blocks).flatMap(({ elements }) => asList(elements));
    const button = elements.find(({ action_id }) => action_id === actionId);
    if (button === undefined) throw new Error(`no button ${actionId}`);
    await send.interaction({
      type: 'block_actions',
      user: { id: user, username: 'someone', team_id: 'T000000001' },
      container: {
        type: 'message',
        message_ts: message.ts ?? '1700000009.000000',
        channel_id: message.channel ?? channel,
        is_ephemeral: isHidden,
        ...(message.thread_ts !== undefined && { thread_ts: message.thread_ts }),
      },
      channel: { id: message.channel ?? channel, name: 'any' },
      ...(!isHidden && { message }),
      actions: [{ ...button, block_id: 'b', action_ts: '1' }],
    });
  };
  return {
    thread,
    press,
    ask: async (text) => {
      const { ts } = await slack.as('asker', 'chat.postMessage', { channel, text });
      await send.event({ type: 'app_mention', channel, user: ASKER, ts, text });
      await slack.next('chat.postMessage');
      return asRecord((await thread(ts)).at(-1));
    },
    openForm: async (message, options) => {
      await press(message, 'answer_wrong', options);
      return asRecord((await slack.next('views.open')).args.view);
    },
    suggest: async (form, typed) => {
      const { body } = await send.interaction({
        type: 'block_suggestion',
        action_id: 'wrong_meant',
        block_id: 'meant',
        value: typed,
        container: { type: 'view', view_id: 'V1' },
        view: { id: 'V1', type: 'modal', ...form },
      });
      return asList(asRecord(JSON.parse(body)).options).map(({ text, value }) => ({
        text: String(asRecord(text).text),
        value: String(value),
      }));
    },
    submit: async (form, { meant, words, keep = false }, user = ASKER) => {
      const option = meant === undefined ? null : { value: meant, text: { type: 'plain_text', text: meant } };
      const { body } = await send.interaction({
        type: 'view_submission',
        user: { id: user, username: 'someone', team_id: 'T000000001' },
        view: {
          id: 'V1',
          type: 'modal',
          ...form,
          state: {
            values: {
              meant: { wrong_meant: { type: 'external_select', selected_option: option } },
              words: { text: { type: 'plain_text_input', value: words ?? null } },
              keep: { keep: { type: 'checkboxes', selected_options: keep ? [{ value: 'keep' }] : [] } },
            },
          },
        },
      });
      const answer = body === '' ? {} : asRecord(JSON.parse(body));
      return answer.response_action === 'errors' ? asRecord(answer.errors) : undefined;
    },
  };
}
