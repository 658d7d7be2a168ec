import type { KeepSettings } from '../../config.ts';
import { templateOf } from '../../triage/template.ts';
import { openChannel } from '../channels/open-channel.ts';
import { currentAsker } from '../people/asker.ts';
import type { Room } from '../room.ts';
import type { NotedAnswer } from './answer-time.ts';

const DEFAULT_KEEP: KeepSettings = { text: 'never', days: 30 };

/** What the team lets Pasteur keep. */
export function keepOf(room: Room): KeepSettings {
  return room.settings.keep ?? DEFAULT_KEEP;
}

/** Writes an answer down for reports. It has been given by now, so that a fault here is only logged. */
export async function recordAsk(
  room: Room,
  road: string,
  { verdict, entry, text }: NotedAnswer,
): Promise<void> {
  const asker = currentAsker();
  if (asker === undefined) return;
  const keep = keepOf(room);
  const isKept = keep.text === 'all' || (keep.text === 'unmatched' && verdict === 'unmatched');
  try {
    await room.asks.record(
      {
        team: asker.team,
        // Only what nothing matched is shown to others.
        channel: verdict === 'unmatched' ? await openChannel(room, road, asker) : undefined,
        asker: asker.user,
        road,
        verdict,
        entry,
        template: templateOf(text),
        text: isKept ? text : undefined,
      },
      keep.days,
    );
  } catch (error) {
    room.log.warn({ reason: reasonOf(error) }, 'an answer could not be written down for reports');
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
