import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinSaving } from '../../src/app/join-saving.ts';
import { type Engine, startEngine } from '../../src/app/start-engine.ts';
import type { GitSettings } from '../../src/git-settings.ts';
import { BUNDLED_KNOWLEDGE } from '../../src/knowledge/bundled-knowledge.ts';
import { createLogger } from '../../src/log.ts';
import { createMemoryDraftStore, type DraftStore } from '../../src/slack/save/draft-store.ts';
import type { Proposals } from '../../src/store/proposal.ts';
import { startTestRoom, type TestRoom } from './slack-room.ts';
import { ASKER, asList, asRecord } from './slack-workspace.ts';

/** A bot whose pages can be saved, with an engine that reads them, over an emulated Slack. */
export interface SaveRoom extends TestRoom {
  readonly engine: Engine;
  /** Where pages are saved. */
  readonly pages: string;
  readonly channel: string;
  /** Writes to the channel as the asker and mentions the bot about it; gives the bot's answer. */
  ask(text: string): Promise<Record<string, unknown>>;
  press(message: Record<string, unknown>, actionId: string, user?: string): Promise<unknown>;
  /** Opens the form from a message's menu; gives the filled form. */
  openForm(message: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** The form that `views.update` put there. */
  filledForm(): Promise<Record<string, unknown>>;
  submit(
    view: Record<string, unknown>,
    changes?: Readonly<Record<string, string>>,
    user?: string,
  ): Promise<Errors>;
  lastReply(threadTs: unknown): Promise<Record<string, unknown>>;
}

/** Texts below the fields of a form, or the whole form with what is wrong above; undefined when it was taken. */
type Errors = Record<string, unknown> | undefined;

export interface SaveRoomOptions {
  readonly editors?: readonly string[];
  readonly drafts?: DraftStore;
  /** Folder of the pages; default a new one. */
  readonly data?: string;
  /** Places of pages; default a part of those that ship with Pasteur. */
  readonly knowledge?: readonly string[];
  /** Default: nothing is pushed. */
  readonly git?: GitSettings;
  /** Default: in memory. */
  readonly proposals?: Proposals;
}

export async function startSaveRoom(options: SaveRoomOptions = {}): Promise<SaveRoom> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'pasteur-saving-')));
  const engine = await startEngine({
    // A part of the bundled pages: all of them would take a second for every test.
    settings: {
      knowledge: options.knowledge ?? [join(BUNDLED_KNOWLEDGE, 'nginx')],
      dataFolder: data,
      git: options.git,
    },
    log: createLogger('silent'),
    environment: { PATH: process.env.PATH, HOME: data },
    now: Date.now,
  });
  const saving = joinSaving({
    settings: { editors: options.editors ?? [] },
    engine,
    drafts: options.drafts ?? createMemoryDraftStore(),
    proposals: options.proposals,
    log: createLogger('silent'),
    now: () => Date.parse('2026-11-21T12:00:00Z'),
  });
  const room = await startTestRoom({
    triageNow: engine.triage,
    entries: () => engine.knowledge().entries,
    saving,
  });
  const { slack, send } = room;
  slack.react('views.open', () => ({ ok: true, view: { id: 'V1' } }));
  slack.react('views.update', () => ({ ok: true, view: { id: 'V1' } }));
  const channel = await slack.channel('incidents');
  const lastReply = async (threadTs: unknown) => {
    const { messages } = await slack.as('asker', 'conversations.replies', { channel, ts: threadTs });
    return asRecord(asList(messages).at(-1));
  };
  const filledForm = async () => asRecord((await slack.next('views.update')).args.view);
  return {
    ...room,
    engine,
    pages: join(data, 'knowledge'),
    channel,
    lastReply,
    filledForm,
    ask: async (text) => {
      const { ts } = await slack.as('asker', 'chat.postMessage', { channel, text });
      await send.event({ type: 'app_mention', channel, user: ASKER, ts, text });
      await slack.next('chat.postMessage');
      return lastReply(ts);
    },
    press: (message, actionId, user = ASKER) =>
      send.interaction({
        type: 'block_actions',
        user: { id: user, username: 'someone', team_id: 'T000000001' },
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: channel,
          is_ephemeral: false,
          thread_ts: message.thread_ts,
        },
        channel: { id: channel, name: 'incidents' },
        message,
        actions: [buttonIn(message.blocks, actionId)],
      }),
    openForm: async (message) => {
      await send.interaction({
        type: 'message_action',
        callback_id: 'save_message',
        channel: { id: channel, name: 'incidents' },
        message_ts: message.ts,
        message: { type: 'message', ...message },
      });
      return filledForm();
    },
    submit: async (view, changes = {}, user = ASKER) => {
      const { body } = await send.interaction({
        type: 'view_submission',
        trigger_id: randomUUID(),
        user: { id: user, username: 'someone', team_id: 'T000000001' },
        view: { id: 'V1', type: 'modal', ...view, state: { values: valuesOf(view, changes) } },
      });
      const answer = asRecord(JSON.parse(body));
      if (answer.response_action === 'errors') return asRecord(answer.errors);
      const shown = await filledForm();
      return shown.submit === undefined ? undefined : { form: shown };
    },
    close: async () => {
      await room.close();
      await engine.close();
      if (options.data === undefined) await rm(data, { recursive: true });
    },
  };
}

function buttonIn(blocks: unknown, actionId: string): Record<string, unknown> {
  const elements = asList(blocks).flatMap(({ elements }) => asList(elements));
  const found = elements.find(({ action_id }) => action_id === actionId);
  if (found === undefined) throw new Error(`no button ${actionId}`);
  return { ...found, block_id: 'b', action_ts: '1' };
}

/** The texts of a form as they stand in it. */
export function textsIn(view: Record<string, unknown>): Record<string, string> {
  const inputs = asList(view.blocks).filter(({ type }) => type === 'input');
  return Object.fromEntries(
    inputs.map(({ block_id, element }) => [String(block_id), String(asRecord(element).initial_value ?? '')]),
  );
}

function valuesOf(view: Record<string, unknown>, changes: Readonly<Record<string, string>>): unknown {
  const texts = Object.entries({ ...textsIn(view), ...changes });
  return Object.fromEntries(
    texts.map(([field, value]) => [field, { text: { type: 'plain_text_input', value: value || null } }]),
  );
}
