import { z } from 'zod';
import { type Alert, SEVERITIES } from './alert.ts';

const STORED = z.object({
  source: z.string(),
  fingerprint: z.string(),
  status: z.enum(['firing', 'acknowledged', 'resolved']),
  severity: z.enum(SEVERITIES),
  name: z.string(),
  summary: z.string(),
  description: z.string(),
  labels: z.record(z.string(), z.string()),
  startsAt: z.string().exactOptional(),
  endsAt: z.string().exactOptional(),
  groupKey: z.string().exactOptional(),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  runbookUrl: z.string().exactOptional(),
});

/** Checks an alert that comes back out of the database: an older release may have written it. */
export function parseStoredAlert(value: unknown): Alert {
  return STORED.parse(value);
}
