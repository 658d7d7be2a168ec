import type { webApi } from '@slack/bolt';
import { currentTeam } from '../../store/current-team.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { buildCounterKept, buildSaved, buildUndone } from '../blocks/saved.ts';
import type { ClientOf } from '../install/team-clients.ts';
import { NO_PREVIEWS, postMessages } from '../posting/post.ts';
import type { Room } from '../room.ts';
import { NO_ACCESS, reportError, slackErrorName } from '../slack-fault.ts';
import type { KeptDraft } from './draft-store.ts';
import type { SentPage } from './sending.ts';

type What = NonNullable<SentPage['message']>['what'];

/** Refusals that mean: there is no message any more that could tell it. */
const MESSAGE_GONE = new Set([
  ...NO_ACCESS,
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
]);

/**
 * Tells in the thread, or to its author, that a page was saved, and remembers where, so that the message can tell what
 * becomes of it.
 */
export async function tellSaved(
  room: Room,
  client: webApi.WebClient,
  told: { readonly kept: KeptDraft; readonly title: string; readonly author: string; readonly what: What },
): Promise<void> {
  const { kept, title, author, what } = told;
  const sending = room.saving?.sending;
  const proposal = kept.saved?.proposal;
  const page = proposal === undefined ? undefined : await sending?.get(proposal);
  const path = kept.saved?.path ?? '';
  const message = (isPrivate: boolean): SlackMessage =>
    build({ draftId: kept.id, user: kept.author, what, title, author, isPrivate, path, page });
  const place = await post(room, client, kept, message);
  if (place === undefined || proposal === undefined || sending === undefined) return;
  await sending.toldAt(proposal, { ...place, draftId: kept.id, user: kept.author, what });
  // What happened since the message was made found no message to tell it.
  const now = await sending.get(proposal);
  if (now !== undefined && now.state !== page?.state) await edit(client, now);
}

/** Has messages about pages on their way to a repository tell how they stand, from now on. */
export async function startTelling(room: Room, clientOf: ClientOf): Promise<void> {
  try {
    await room.saving?.sending?.start(async (page) => {
      const { path, repository, state, branch, fault } = page;
      const level = fault === undefined ? 'info' : 'warn';
      room.log[level]({ path, repository, state, branch, fault }, 'a saved page and its repository');
      const client = await clientOf(currentTeam());
      if (client !== undefined) await editOrDrop(room, client, page);
    });
  } catch (error) {
    room.log.error({ error: reportError(error) }, 'pages on their way to a repository are not worked on');
  }
}

async function editOrDrop(room: Room, client: webApi.WebClient, page: SentPage): Promise<void> {
  try {
    await edit(client, page);
  } catch (error) {
    if (!MESSAGE_GONE.has(slackErrorName(error) ?? '')) throw error;
    room.log.info({ error: reportError(error), path: page.path }, 'the message about a saved page is gone');
  }
}

async function edit(client: webApi.WebClient, page: SentPage): Promise<void> {
  if (page.message === undefined) return;
  const { channel, ts, draftId, user, what } = page.message;
  const { title, author, path } = page;
  const message =
    page.state === 'withdrawn' || page.isTakenBack
      ? buildUndone(title, what, page)
      : build({ draftId, user, what, title, author, isPrivate: isDirect(channel), path, page });
  await client.chat.update({ channel, ts, ...message });
}

function build(options: {
  readonly draftId: string;
  readonly user: string;
  readonly what: What;
  readonly title: string;
  readonly author: string;
  /** Whether only they read it. */
  readonly isPrivate: boolean;
  readonly path: string;
  readonly page: SentPage | undefined;
}): SlackMessage {
  if (options.what === 'page') return buildSaved(options);
  return buildCounterKept({ ...options, author: options.isPrivate ? undefined : options.author });
}

async function post(
  room: Room,
  client: webApi.WebClient,
  { channel, threadTs, author }: KeptDraft,
  message: (isPrivate: boolean) => SlackMessage,
): Promise<{ readonly channel: string; readonly ts: string } | undefined> {
  if (channel !== undefined) {
    try {
      const [ts] = await postMessages(room, client, { channel, threadTs }, [message(isDirect(channel))]);
      return ts === undefined ? undefined : { channel, ts };
    } catch (error) {
      if (!NO_ACCESS.has(slackErrorName(error) ?? '')) throw error;
    }
  }
  const { text, blocks } = message(true);
  const posted = await client.chat.postMessage({ channel: author, text, blocks, ...NO_PREVIEWS });
  // Edits need the conversation's own id.
  return posted.channel === undefined || posted.ts === undefined
    ? undefined
    : { channel: posted.channel, ts: posted.ts };
}

function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}
