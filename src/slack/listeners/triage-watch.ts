import type { RespondFn, SlashCommand, webApi } from '@slack/bolt';
import { AskerProblem } from '../asker-problem.ts';
import { notice } from '../blocks/notices.ts';
import { audienceOf, isMember } from '../channels/shared-channels.ts';
import { respondPrivately } from '../posting/post.ts';
import type { Room } from '../room.ts';
import { NO_ACCESS, slackErrorName } from '../slack-fault.ts';

interface WatchRequest {
  readonly room: Room;
  readonly command: SlashCommand;
  readonly client: webApi.WebClient;
  readonly respond: RespondFn;
}

const INVITE =
  'I am not in this channel, so I cannot read it. Invite me (/invite @Pasteur), then type /triage watch again.';

/** `/triage watch`: posts of other apps in this channel are read from now on. */
export async function answerWatch(request: WatchRequest): Promise<void> {
  const { room, command, client, respond } = request;
  const channel = command.channel_id;
  const alerts = await checkRequest(request);
  if ((await audienceOf(room, client, channel)) !== 'own') {
    throw new AskerProblem('This channel is shared with another company, so I do not speak here unasked.');
  }
  const isNew =
    !(await room.watch.isSet(client, channel)) && (await alerts.watched.add(channel, command.user_id));
  const text = isNew
    ? 'I watch this channel now: where an entry knows what another app posts, I answer in the thread of its post. /triage unwatch ends it.'
    : 'I watch this channel already.';
  await respondPrivately(respond, [notice(text)]);
}

/** `/triage unwatch`. */
export async function answerUnwatch(request: WatchRequest): Promise<void> {
  const { room, command, client, respond } = request;
  const channel = command.channel_id;
  const alerts = await checkRequest(request);
  if (await room.watch.isSet(client, channel)) {
    throw new AskerProblem(
      'PASTEUR_WATCH_CHANNELS names this channel: whoever runs Pasteur can take it out there.',
    );
  }
  const isEnded = await alerts.watched.remove(channel);
  await respondPrivately(respond, [
    notice(isEnded ? 'I no longer watch this channel.' : 'I was not watching this channel.'),
  ]);
}

async function checkRequest({ room, command, client }: WatchRequest) {
  const { channel_id: channel, user_id: user } = command;
  if (room.alerts === undefined) throw new AskerProblem('Alerts are not set up here.');
  if (channel.startsWith('D')) throw new AskerProblem('Type it in the channel that I shall watch.');
  try {
    const { channel: info } = await client.conversations.info({ channel });
    if (info?.is_member === false) throw new AskerProblem(INVITE);
    if (!(await isMember(client, channel, user))) {
      throw new AskerProblem('Only members of the channel may do that. Join it and try again.');
    }
  } catch (error) {
    if (NO_ACCESS.has(slackErrorName(error) ?? '')) throw new AskerProblem(INVITE, { cause: error });
    throw error;
  }
  if (room.watch.by === 'admins' && !(await isAdmin(client, user))) {
    throw new AskerProblem('Only admins of the workspace may do that here (PASTEUR_WATCH_BY).');
  }
  return room.alerts;
}

async function isAdmin(client: webApi.WebClient, user: string): Promise<boolean> {
  const { user: info } = await client.users.info({ user });
  return info?.is_admin === true || info?.is_owner === true || info?.is_primary_owner === true;
}
