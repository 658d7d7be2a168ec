import { JOBS } from './boss.ts';

/** Conditions under which no job of the group `key` may be taken: one runs, or one waits for its retry. */
const isFree = (key: string) => `
  NOT EXISTS (SELECT FROM ${JOBS}.job r WHERE r.name = $1 AND r.state = 'active' AND r.singleton_key = ${key})
  AND NOT EXISTS (SELECT FROM ${JOBS}.job h
    WHERE h.name = $1 AND h.state = 'retry' AND h.singleton_key = ${key} AND h.start_after > now())`;

/**
 * Takes up to $2 jobs of the queue $1 that are due, for $3 seconds: the first of each free group, and any without a
 * group. It looks at the first 200 due jobs. When these are all of busy groups, it steps from group to group along an
 * index: then few groups have many jobs. So the cost stays low with many jobs and with many groups.
 * Two takers that pick two jobs of one group meet in the unique index on running groups, and one of them fails.
 */
export const TAKE = `
  WITH RECURSIVE front AS MATERIALIZED (
    SELECT id, singleton_key AS key, priority, created_on FROM ${JOBS}.job
    WHERE name = $1 AND state < 'active' AND start_after <= now()
    ORDER BY priority DESC, created_on, id LIMIT 200
  ), near AS MATERIALIZED (
    SELECT id, priority, created_on FROM (
      SELECT f.*, row_number() OVER (PARTITION BY key ORDER BY priority DESC, created_on, id) AS place FROM front f
    ) AS f
    WHERE key IS NOT NULL AND place = 1 AND ${isFree('key')}
  ), groups (key) AS (
    (SELECT singleton_key FROM ${JOBS}.job
      WHERE name = $1 AND state < 'active' AND singleton_key IS NOT NULL
        AND (SELECT count(*) FROM front) = 200 AND (SELECT count(*) FROM near) < $2
      ORDER BY singleton_key LIMIT 1)
    UNION ALL
    SELECT (SELECT j.singleton_key FROM ${JOBS}.job j
      WHERE j.name = $1 AND j.state < 'active' AND j.singleton_key > g.key ORDER BY j.singleton_key LIMIT 1)
    FROM groups g WHERE g.key IS NOT NULL
  ), due AS (
    SELECT * FROM near
    UNION
    SELECT head.* FROM groups g CROSS JOIN LATERAL (
      SELECT j.id, j.priority, j.created_on FROM ${JOBS}.job j
      WHERE j.name = $1 AND j.state < 'active' AND j.singleton_key = g.key AND j.start_after <= now()
      ORDER BY j.priority DESC, j.created_on, j.id LIMIT 1
    ) AS head
    WHERE ${isFree('g.key')}
    UNION
    (SELECT j.id, j.priority, j.created_on FROM ${JOBS}.job j
      WHERE j.name = $1 AND j.state < 'active' AND j.singleton_key IS NULL AND j.start_after <= now()
      ORDER BY j.priority DESC, j.created_on, j.id LIMIT $2)
  ), picked AS (
    SELECT id FROM ${JOBS}.job
    WHERE name = $1 AND state < 'active'
      AND id = ANY (ARRAY(SELECT id FROM due ORDER BY priority DESC, created_on, id LIMIT $2))
    FOR UPDATE SKIP LOCKED
  )
  UPDATE ${JOBS}.job j SET
    state = 'active',
    started_on = now(),
    expire_in = make_interval(secs => $3),
    retry_count = CASE WHEN started_on IS NULL THEN retry_count ELSE retry_count + 1 END
  FROM picked WHERE j.name = $1 AND j.id = picked.id
  RETURNING j.id, j.data, j.singleton_key AS "group", j.retry_count AS run`;

/** Renews the leases of this worker's jobs ($2 ids, $3 runs) and tells which it still has. */
export const RENEW = `
  UPDATE ${JOBS}.job j SET started_on = now()
  FROM unnest($2::uuid[], $3::int[]) AS own (id, run)
  WHERE j.name = $1 AND j.id = own.id AND j.retry_count = own.run AND j.state = 'active'
  RETURNING j.id`;

/** Locks the job for its end, if this worker still has it. */
export const HOLD = `
  SELECT id FROM ${JOBS}.job WHERE name = $1 AND id = $2 AND retry_count = $3 AND state = 'active' FOR UPDATE`;

/** Makes the next failure of the job its last. */
export const LAST_RUN = `UPDATE ${JOBS}.job SET retry_limit = retry_count WHERE name = $1 AND id = $2`;

/** pg-boss doubles its pauses without an end. */
export const CAP_PAUSE = `
  UPDATE ${JOBS}.job SET start_after = least(start_after, now() + make_interval(secs => $3))
  WHERE name = $1 AND id = $2 AND state = 'retry'`;

/** Gives a job back for $3 seconds from now. A job that was never started costs no attempt when it is taken again. */
export const GIVE_BACK = `
  UPDATE ${JOBS}.job SET state = 'retry', started_on = NULL, start_after = now() + make_interval(secs => $3)
  WHERE name = $1 AND id = $2 AND state = 'active'`;

/** Gives back the jobs whose workers are gone. With $2, all running ones: when no other process can have any. */
export const RECLAIM = `
  UPDATE ${JOBS}.job SET state = 'retry', start_after = now()
  WHERE name = $1 AND state = 'active' AND retry_count < retry_limit AND ($2 OR started_on + expire_in < now())
  RETURNING id`;

/** Locks jobs of the queue $1 that ran out of attempts with the processes that ran them. */
export const ABANDONED = `
  SELECT id FROM ${JOBS}.job
  WHERE name = $1 AND state = 'active' AND retry_count >= retry_limit AND started_on + expire_in < now()
  LIMIT 100 FOR UPDATE SKIP LOCKED`;

/** What the jobs of the queue $1 with the ids $2 are about, those of them that are dead letters. */
export const BURIED = `
  SELECT data->'data' AS data, data->>'team' AS team FROM ${JOBS}.job WHERE name = $1 AND id = ANY ($2::uuid[]) AND state = 'failed'`;

/** The keys of $2 that have a waiting job, which then starts only after this transaction. */
export const LOCK_KEYS = `
  SELECT id, data->>'key' AS key FROM ${JOBS}.job
  WHERE name = $1 AND state = 'created' AND data->>'key' = ANY ($2::text[])
  ORDER BY data->>'key' FOR UPDATE`;

/** Removes the jobs of the keys $2 that wait to be run for the first time. */
export const WITHDRAW = `
  WITH waiting AS (
    SELECT id FROM ${JOBS}.job
    WHERE name = $1 AND state = 'created' AND data->>'key' = ANY ($2::text[])
    ORDER BY data->>'key' FOR UPDATE)
  DELETE FROM ${JOBS}.job j USING waiting w WHERE j.name = $1 AND j.id = w.id`;

export const STATS = `
  SELECT name,
    (count(*) FILTER (WHERE state < 'active'))::int AS waiting,
    (count(*) FILTER (WHERE state = 'active'))::int AS running,
    (count(*) FILTER (WHERE state = 'failed'))::int AS dead,
    coalesce(extract(epoch FROM now() - min(created_on) FILTER (
      WHERE state IN ('retry', 'active') OR state = 'created' AND start_after <= now())), 0)::float8 AS "oldestSeconds"
  FROM ${JOBS}.job WHERE $1::text IS NULL OR data->>'team' = $1 GROUP BY name`;

export const DEAD = `
  SELECT id, name AS queue, data, output, retry_count AS run, created_on AS "sentAt", completed_on AS "diedAt"
  FROM ${JOBS}.job WHERE state = 'failed' AND ($2::text IS NULL OR data->>'team' = $2)
  ORDER BY completed_on DESC, id LIMIT $1`;

export const DEAD_QUEUE = `SELECT name FROM ${JOBS}.job WHERE id = $1 AND state = 'failed'`;
