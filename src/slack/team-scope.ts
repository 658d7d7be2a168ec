import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt';
import type { Logger } from '../log.ts';
import { withTeam } from '../store/current-team.ts';
import type { Installations } from '../store/installations.ts';
import { type Fields, fieldsAt, isFields, textAt } from './payload.ts';
import { reportError } from './slack-fault.ts';

/** Remembered so that a channel is noted once a process; more than that many are noted again. */
const MOST_REMEMBERED = 10_000;

/** Lets each delivery be worked on for the workspace that it came from, and notes its channel for a later uninstall. */
export function teamScope(installations: Installations, log: Pick<Logger, 'warn'>) {
  const noted = new Set<string>();
  const note = async (team: string, channel: string): Promise<void> => {
    const key = `${team} ${channel}`;
    if (noted.has(key)) return;
    try {
      await installations.noteChannel(team, channel);
      if (noted.size >= MOST_REMEMBERED) noted.clear();
      noted.add(key);
    } catch (error) {
      log.warn(
        { error: reportError(error) },
        'a channel could not be noted; it is tried again with the next message',
      );
    }
  };
  return async ({ context, body, next }: AnyMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const team = context.isEnterpriseInstall ? context.enterpriseId : context.teamId;
    if (team === undefined) return next();
    const channel = isFields(body) ? channelOf(body) : '';
    if (channel !== '') await note(team, channel);
    await withTeam(team, next);
  };
}

function channelOf(body: Fields): string {
  const event = fieldsAt(body, 'event');
  const place = fieldsAt(body, 'channel');
  return (
    textAt(body, 'channel_id') ||
    (event === undefined ? '' : textAt(event, 'channel')) ||
    (place === undefined ? '' : textAt(place, 'id'))
  );
}
