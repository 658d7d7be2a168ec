import { POST_SOURCE } from '../store/alerts/alert-record.ts';
import type { AlertStore } from '../store/alerts/alert-store.ts';
import type { Database } from '../store/database/database.ts';
import { RetryLater } from '../store/queue/job-outcome.ts';
import type { Alert } from './alert.ts';
import type { AlertPoster, AlertView, CardPlace } from './alert-poster.ts';

export interface PlaceCardOptions {
  readonly database: Database;
  readonly alerts: AlertStore<Alert>;
  readonly poster: AlertPoster;
  /** Where alerts of the workspace that is worked for go that no channel brought, by id or name. */
  readonly channelOf: () => string;
}

export interface PlacedCard {
  readonly place: CardPlace;
  /** Posted just now, so it shows what it should. */
  readonly isFresh: boolean;
}

/** Finds the card of an alert, or posts it once; undefined where there is none and nothing to say. */
export async function placeCard(
  { alerts, poster, database, channelOf }: PlaceCardOptions,
  view: AlertView,
  rest: () => Promise<void>,
): Promise<PlacedCard | undefined> {
  const { id, firstSeen } = view.record;
  const threadTs = postThread(view);
  if (threadTs !== undefined && view.record.messageState === 'none' && !isWorthSaying(view)) return undefined;
  const target = view.record.channel ?? (await poster.channelId(channelOf()));
  const claim = await alerts.claimPost(id, target);
  if (claim === undefined || claim.state === 'covered') return undefined;
  if (claim.state === 'posted') {
    return { place: { channel: claim.channel, ts: claim.cardTs, threadTs }, isFresh: false };
  }
  const record = (place: CardPlace) =>
    threadTs === undefined
      ? alerts.recordPosted(database, id, place.channel, place.ts)
      : alerts.recordCard(database, id, place.ts);
  const found =
    claim.state === 'uncertain' ? await poster.findCard(target, id, firstSeen, threadTs) : undefined;
  if (found !== undefined) {
    await record(found);
    return { place: found, isFresh: false };
  }
  const place = await poster.postCard(target, view, threadTs).catch(async (error: unknown) => {
    if (error instanceof RetryLater && claim.state === 'claimed') await alerts.releasePost(id);
    throw error;
  });
  await record(place);
  await rest();
  return { place, isFresh: true };
}

/** The thread of the post that brought the alert. */
function postThread({ record }: AlertView): string | undefined {
  return record.source === POST_SOURCE ? record.threadTs : undefined;
}

/** A post has said itself what it says: unasked, only an entry that knows it adds to that. */
function isWorthSaying({ record, answer }: AlertView): boolean {
  if (record.report.source !== POST_SOURCE) return true;
  return answer !== undefined && record.status !== 'resolved';
}
