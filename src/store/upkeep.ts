import type { Database } from './database/database.ts';

/** How long rows are kept. */
const EXPIRED: readonly (readonly [table: string, condition: string])[] = [
  // Slack delivers again for some minutes only; three days also cover an outage of theirs.
  ['deliveries', "at < now() - interval '3 days'"],
  ['pastes', 'expires_at < now()'],
  // People edit and delete what they wrote within days; then the answer stands by itself.
  ['answers', "at < now() - interval '30 days'"],
  ['drafts', "at < now() - interval '7 days'"],
  // Reviews take their time; what nobody merged in half a year stays a branch that nobody is told of.
  ['proposals', "at < now() - interval '180 days'"],
  ['votes', "at < now() - interval '365 days'"],
  ['asks', 'keep_until < now()'],
  ['effects', "at < now() - interval '7 days'"],
  // As long as somebody may want to see what was sent; then it is gone.
  ['summaries', "started_at < now() - interval '7 days'"],
  ['summary_cache', "at < now() - interval '7 days'"],
  ['token_days', "day < now() - interval '90 days'"],
  ['alerts', "status = 'resolved' AND last_seen < now() - interval '90 days'"],
  // One that nobody resolved: its system is gone or never tells.
  ['alerts', "last_seen < now() - interval '180 days'"],
  ['alert_groups', "last_seen < now() - interval '90 days'"],
];

/** Tables with many changes. PGlite has no autovacuum, and would grow for ever. */
const BUSY = [
  'deliveries',
  'pastes',
  'answers',
  'drafts',
  'proposals',
  'votes',
  'effects',
  'asks',
  'summaries',
  'summary_cache',
  'token_days',
  'alerts',
  'alert_turns',
  'alert_groups',
];

/** Deletes what is out of date and, on PGlite, gives its space free again. */
export async function keepUp(database: Database): Promise<void> {
  for (const [table, condition] of EXPIRED) {
    await database.query(`DELETE FROM pasteur.${table} WHERE ${condition}`);
  }
  // Questions are answered or given up long before; this is for what a process of an older release left.
  await database.query(
    "UPDATE pasteur.deliveries SET body = NULL WHERE body IS NOT NULL AND asked_at < now() - interval '25 hours'",
  );
  await database.query('UPDATE pasteur.votes SET text = NULL, text_until = NULL WHERE text_until < now()');
  if (database.engine === 'postgres') return;
  for (const table of BUSY) await database.query(`VACUUM (ANALYZE) pasteur.${table}`);
  await database.query('VACUUM (ANALYZE) pasteur_jobs.job');
}
