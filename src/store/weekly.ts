import { z } from 'zod';
import { withTeam } from './current-team.ts';
import type { Database } from './database/database.ts';
import { once } from './once.ts';
import type { Queue } from './queue/queue.ts';

/** The queue of what is done once a week. */
export const WEEKLY = 'weekly';

/** Monday at this hour, UTC. */
const HOUR = 9;

const NEXT = z.object({ week: z.string(), seconds: z.number() });

export interface WeeklyOptions {
  /** Workspaces that it is done for, one after another; undefined stands for the only one, which is the default. */
  readonly teams?: (() => Promise<readonly (string | undefined)[]>) | undefined;
  /** Default: the time until then, by the database's clock. */
  readonly startAfterSeconds?: number | undefined;
}

/**
 * Does work every Monday at 9:00 UTC, once for each workspace in the whole installation, however many processes call
 * this. Work that failed is tried again; work that was cut off half-way is not, since it may have been done.
 */
export async function startWeekly(
  database: Database,
  queue: Queue,
  work: () => Promise<void>,
  { teams = async () => [undefined], startAfterSeconds }: WeeklyOptions = {},
): Promise<void> {
  const sendNext = async (after?: number): Promise<void> => {
    const next = await readNext(database);
    await database.transaction((transaction) =>
      queue.send(transaction, WEEKLY, {
        data: { week: next.week },
        group: WEEKLY,
        singletonKey: WEEKLY,
        startAfterSeconds: after ?? next.seconds,
      }),
    );
  };
  queue.work(WEEKLY, async ({ data }) => {
    await sendNext();
    const doOnce = () =>
      once(database, `weekly:${String(data.week)}`, async ({ isUncertain }) => {
        if (!isUncertain) await work();
        return null;
      });
    const faults: unknown[] = [];
    // A fault of one workspace is not to keep the others waiting.
    for (const team of await teams()) {
      await withTeam(team, doOnce).catch((error: unknown) => faults.push(error));
    }
    if (faults.length > 0) throw faults[0];
  });
  await sendNext(startAfterSeconds);
}

async function readNext(database: Database): Promise<z.output<typeof NEXT>> {
  const [row] = await database.query(
    `WITH clock AS (SELECT now() AT TIME ZONE 'UTC' AS now), monday AS (
       SELECT now, date_trunc('week', now) + make_interval(hours => ${HOUR}) AS this FROM clock
     ), next AS (
       SELECT now, CASE WHEN this > now THEN this ELSE this + interval '7 days' END AS at FROM monday
     )
     SELECT to_char(at, 'IYYY-"W"IW') AS week, greatest(ceil(extract(epoch FROM at - now)), 1)::int AS seconds FROM next`,
  );
  return NEXT.parse(row);
}
