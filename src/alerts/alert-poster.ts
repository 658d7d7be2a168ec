import type { AlertRecord } from '../store/alerts/alert-record.ts';
import type { Alert } from './alert.ts';
import type { AlertAnswer } from './answer-alert.ts';
import type { StormView } from './storm.ts';

/** What a card shows. */
export interface AlertView {
  readonly record: AlertRecord<Alert>;
  readonly answer: AlertAnswer | undefined;
  /** It was reopened so often of late that its turns are shown on the card only. */
  readonly isFlapping: boolean;
}

/** A turn that is told in the thread, since nobody is notified of an edit. */
export interface AlertNews {
  /** Names the message; the same for every attempt at it. */
  readonly key: string;
  readonly turn: 'resolved' | 'reopened';
}

/** Where a card is. */
export interface CardPlace {
  readonly channel: string;
  readonly ts: string;
  /** Thread that it is in; default: its own. */
  readonly threadTs?: string | undefined;
}

/**
 * Writes alerts into Slack, one try a call. Methods throw RetryLater or GiveUp only when nothing was written, and
 * PostUncertain when Slack gave no answer, so that a message may be there.
 */
export interface AlertPoster {
  /** Id of a channel that is given by id or name. */
  channelId(channel: string): Promise<string>;
  /** Posts a card, in a thread where one is named. */
  postCard(channel: string, view: AlertView, threadTs: string | undefined): Promise<CardPlace>;
  /** Looks for the card of an alert in a thread, or else among the channel's messages since a time. */
  findCard(
    channel: string,
    alertId: string,
    since: Date,
    threadTs: string | undefined,
  ): Promise<CardPlace | undefined>;
  /** Edits a card; one that somebody deleted stays deleted. */
  updateCard(place: CardPlace, view: AlertView): Promise<void>;
  /** Replies in the thread of a card; where the card was deleted, nothing is said. */
  reply(place: CardPlace, news: AlertNews, view: AlertView): Promise<void>;
  hasReply(place: CardPlace, news: AlertNews, alertId: string): Promise<boolean>;
  postSummary(channel: string, view: StormView): Promise<CardPlace>;
  findSummary(channel: string, key: string, since: Date): Promise<CardPlace | undefined>;
  updateSummary(place: CardPlace, view: StormView): Promise<void>;
}

/** Slack gave no answer: what was asked for may have happened. */
export class PostUncertain extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PostUncertain';
  }
}
