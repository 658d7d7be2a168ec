import { z } from 'zod';
import type { SentMessage } from '../store/summaries/summary-log.ts';
import type { Summary } from './summary.ts';

/** An answer as it is kept, with placeholders, and what had left for it. */
export interface KeptAnswer {
  readonly summary: Summary;
  readonly sent: readonly SentMessage[];
}

/** JSON leaves out what is undefined. */
const optional = z.string().optional();
const claim = { text: z.string(), sources: z.array(z.number()), warning: optional };

const KEPT = z.object({
  summary: z.object({
    summary: z.string(),
    likelyCauses: z.array(z.object(claim)),
    nextSteps: z.array(z.object({ ...claim, command: optional })),
    sources: z.array(z.number()),
    confidence: z.number(),
    missingInformation: z.array(z.string()),
  }),
  sent: z.array(z.object({ role: z.string(), text: z.string() })),
});

/** Reads what was kept; undefined for none, and for one that another release kept in another shape. */
export function readKeptAnswer(value: unknown): KeptAnswer | undefined {
  const parsed = KEPT.safeParse(value);
  if (!parsed.success) return undefined;
  const { summary, sent } = parsed.data;
  return {
    sent,
    summary: {
      ...summary,
      likelyCauses: summary.likelyCauses.map(({ warning, ...cause }) => ({ ...cause, warning })),
      nextSteps: summary.nextSteps.map(({ warning, command, ...step }) => ({ ...step, warning, command })),
    },
  };
}
