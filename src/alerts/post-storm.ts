import { z } from 'zod';
import type { Database } from '../store/database/database.ts';
import { once } from '../store/once.ts';
import type { JobRequest } from '../store/queue/queue.ts';
import type { AlertPoster } from './alert-poster.ts';
import { readStorm, type Storm, stormKey } from './storm.ts';

export interface PostStormOptions {
  readonly database: Database;
  readonly poster: AlertPoster;
  /** Channel of the workspace that is worked for, by id or name. */
  readonly channelOf: () => string;
}

/** Alerts of a storm come faster than a message can be edited; those of this time share one edit. */
const GATHER_SECONDS = 2;

const PLACE = z.object({ channel: z.string(), ts: z.string() });

/** The job that brings the summary of a storm up to date. */
export function stormJob(storm: Storm, channel: string): JobRequest {
  return {
    data: { storm },
    group: `channel:${channel}`,
    singletonKey: stormKey(storm),
    startAfterSeconds: GATHER_SECONDS,
    priority: 10,
  };
}

/** Posts the summary of a storm, or edits the one that is there. */
export async function postStorm(
  { database, poster, channelOf }: PostStormOptions,
  storm: Storm,
): Promise<void> {
  const view = await readStorm(database, storm);
  let isFresh = false;
  const place = await once(database, `${view.key}:posted`, async ({ isUncertain }) => {
    const target = await poster.channelId(channelOf());
    const found = isUncertain ? await poster.findSummary(target, view.key, view.since) : undefined;
    isFresh = found === undefined;
    return found ?? poster.postSummary(target, view);
  });
  if (!isFresh) await poster.updateSummary(PLACE.parse(place), view);
}
