import { z } from 'zod';
import { type AlertRecord, POST_SOURCE } from '../store/alerts/alert-record.ts';
import type { AlertStore } from '../store/alerts/alert-store.ts';
import type { Database } from '../store/database/database.ts';
import { once } from '../store/once.ts';
import { RetryLater } from '../store/queue/job-outcome.ts';
import type { JobHandler, Queue } from '../store/queue/queue.ts';
import type { Alert } from './alert.ts';
import { type AlertNews, type AlertPoster, type AlertView, PostUncertain } from './alert-poster.ts';
import type { AlertAnswer } from './answer-alert.ts';
import { ALERT_QUEUE, alertJob, alertKey } from './intake.ts';
import { placeCard } from './place-card.ts';
import { postStorm, stormJob } from './post-storm.ts';
import { meetRoads } from './posts/meet-roads.ts';
import { stormOf } from './storm.ts';

export interface PostAlertsOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly alerts: AlertStore<Alert>;
  readonly poster: AlertPoster;
  /** Where alerts of the workspace that is worked for go that no channel brought, by id or name. */
  readonly channelOf: () => string;
  readonly answer: (alert: Alert) => AlertAnswer | undefined;
  readonly pace: Pace;
}

/** How fast Slack is written to. */
export interface Pace {
  /** Rest after each write to a channel. Slack takes about one message a second: https://docs.slack.dev/apis/web-api/rate-limits */
  readonly restMs: number;
  /** Time until the next try after Slack gave no answer. */
  readonly againSeconds: number;
}

export const SLACK_PACE: Pace = { restMs: 1000, againSeconds: 10 };

/** Share of the rest that is taken after an alert that its storm's summary stands for. */
const STORM_REST = 0.25;

/** Reopenings in an hour from which on an alert counts as flapping. */
const FLAPPING = { reopenings: 3, withinSeconds: 3600 } as const;

const DATA = z.union([
  z.object({ alert: z.string() }),
  z.object({ storm: z.object({ groupKey: z.string(), since: z.string() }) }),
]);

/** Brings the thread of an alert to what the database says. It may run any number of times: nothing is said twice. */
export function createPostAlerts(options: PostAlertsOptions): JobHandler {
  const { pace } = options;
  return async ({ data, signal }) => {
    // The jobs of a channel run one after another, so a rest inside a job paces the channel over all processes.
    const rest = () => restFor(pace.restMs, signal);
    const about = DATA.parse(data);
    try {
      if ('alert' in about) {
        const followed = await followAlert(options, about.alert, rest);
        // The next alert of a storm then takes in all that came meanwhile, and the database has time to accept them.
        if (followed === 'in a storm') await restFor(pace.restMs * STORM_REST, signal);
      } else {
        await postStorm(options, about.storm);
        await rest();
      }
    } catch (error) {
      // An outage of Slack must not use up the attempts of a job.
      if (error instanceof PostUncertain)
        throw new RetryLater(pace.againSeconds, error.message, { cause: error });
      throw error;
    }
  };
}

type Rest = () => Promise<void>;

async function followAlert(
  options: PostAlertsOptions,
  id: string,
  rest: Rest,
): Promise<'in a storm' | undefined> {
  const { database, queue, alerts, channelOf } = options;
  const record = await alerts.get(id);
  if (record === undefined) return undefined;
  const meeting = await meetRoads(database, record);
  if (meeting.kind === 'covered') return undefined;
  if (meeting.kind === 'joined') {
    const { keeper } = meeting;
    const home = (keeper.source === POST_SOURCE ? keeper.channel : undefined) ?? channelOf();
    await database.transaction((transaction) =>
      queue.send(transaction, ALERT_QUEUE, alertJob(keeper.id, home)),
    );
    return undefined;
  }
  const storm = await stormOf(database, record, async (transaction, found, covered) => {
    await queue.withdraw(transaction, ALERT_QUEUE, covered.map(alertKey));
    await queue.send(transaction, ALERT_QUEUE, stormJob(found, channelOf()));
  });
  if (storm !== undefined) return 'in a storm';
  const reopenings = await alerts.reopenings(database, id, FLAPPING.withinSeconds);
  const isFlapping = reopenings >= FLAPPING.reopenings;
  await bringUp(options, { record, answer: options.answer(record.report), isFlapping }, rest);
  return undefined;
}

async function bringUp(options: PostAlertsOptions, view: AlertView, rest: Rest): Promise<void> {
  const { alerts, poster, database } = options;
  const { record, answer } = view;
  if (answer?.id !== record.entry) await alerts.setEntry(record.id, answer?.id);
  const card = await placeCard(options, view, rest);
  if (card === undefined) return;
  if (!card.isFresh) {
    await poster.updateCard(card.place, view);
    await rest();
  }
  const news = newsOf(record);
  if (news === undefined || view.isFlapping) return;
  let isTold = false;
  await once(database, news.key, async ({ isUncertain }) => {
    if (isUncertain && (await poster.hasReply(card.place, news, record.id))) return;
    await poster.reply(card.place, news, view);
    isTold = true;
  });
  if (isTold) await rest();
}

/** What has to be told in the thread of an alert as it stands. */
export function newsOf({
  id,
  status,
  count,
  reopenedCount,
}: Pick<AlertRecord<Alert>, 'id' | 'status' | 'count' | 'reopenedCount'>): AlertNews | undefined {
  // One that came as resolved never fired here: its card says all.
  if (status === 'resolved') {
    return count === 0 ? undefined : { key: `alert:${id}:resolved:${reopenedCount}`, turn: 'resolved' };
  }
  return reopenedCount === 0 ? undefined : { key: `alert:${id}:reopened:${reopenedCount}`, turn: 'reopened' };
}

function restFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds === 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
