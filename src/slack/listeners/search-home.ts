import type {
  AllMiddlewareArgs,
  BlockAction,
  PlainTextInputAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { pageUrl } from '../answers/answering.ts';
import { searchModal } from '../blocks/search-modal.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';

const MOST_FOUND = 10;

/** The search box of App Home: the entries that come nearest, in a modal. */
export async function onHomeSearch(
  room: Room,
  {
    ack,
    action,
    body,
    client,
  }: SlackActionMiddlewareArgs<BlockAction<PlainTextInputAction>> & AllMiddlewareArgs,
): Promise<void> {
  await ack();
  const query = action.value ?? '';
  if (query.trim() === '') return;
  const { matches, nearest } = room.triage()(query, { top: MOST_FOUND });
  const found = [...matches, ...nearest].slice(0, MOST_FOUND);
  try {
    await client.views.open({ trigger_id: body.trigger_id, view: searchModal(found, pageUrl(room)) });
  } catch (error) {
    // Slack takes a trigger for three seconds; whoever searches tries again.
    room.log.warn({ error: reportError(error) }, 'what a search found could not be shown');
  }
}
