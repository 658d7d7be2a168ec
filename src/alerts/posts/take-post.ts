import type { AlertStore } from '../../store/alerts/alert-store.ts';
import { dropAlert } from '../../store/alerts/alert-twins.ts';
import { teamKey } from '../../store/current-team.ts';
import type { Database } from '../../store/database/database.ts';
import { takeDeliveries } from '../../store/delivery-log.ts';
import type { Queue } from '../../store/queue/queue.ts';
import type { Alert } from '../alert.ts';
import type { AlertAnswer } from '../answer-alert.ts';
import { ALERT_QUEUE, jobsOf } from '../intake.ts';
import { alertOfPost } from './alert-of-post.ts';
import type { ChannelPost } from './channel-post.ts';

export interface TakePostOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly alerts: AlertStore<Alert>;
  readonly answer: (alert: Alert) => AlertAnswer | undefined;
}

/** Keeps what a post tells for good; `isEdit` where its author changed an earlier one. */
export type TakePost = (post: ChannelPost, isEdit: boolean) => Promise<void>;

/**
 * Takes posts of watched channels in: each is an alert whose thread hangs on it. One that says nothing of a status is
 * worth keeping only where an entry knows it, and the end of an alert that was never seen is worth nothing. A post that
 * was taken before changes nothing.
 */
export function createTakePost({ database, queue, alerts, answer }: TakePostOptions): TakePost {
  return async (post, isEdit) => {
    const { alert, status } = alertOfPost(post);
    // An edit that still says "firing" is no repeat: its author counts, adds buttons, or names an assignee.
    if (isEdit && status !== 'resolved' && status !== 'acknowledged') return;
    if (status === 'unsaid' && (alert.status === 'resolved' || answer(alert) === undefined)) return;
    await database.transaction(async (transaction) => {
      // An edit has the time of what it changes, and told twice it changes nothing more.
      const key = teamKey(`post:${post.channel}:${post.ts}`);
      if (!isEdit && (await takeDeliveries(transaction, [key])).size === 0) return;
      const intakes = await alerts.record(transaction, [{ report: alert, channel: post.channel }]);
      for (const { id, change } of intakes) {
        if (change === 'new' && alert.status === 'resolved') return dropAlert(transaction, id);
        if (change === 'new') await alerts.hangOn(transaction, id, post.channel, post.ts);
      }
      await queue.sendAll(transaction, ALERT_QUEUE, jobsOf(intakes, [alert], post.channel));
    });
  };
}
