import { WEIGHTS } from './weights.ts';

/** What people voted about an entry, each person once, old votes worth less. */
export interface Standing {
  /** Those for it less those against it. */
  readonly net: number;
  /** All of them. */
  readonly total: number;
}

/** What feedback says of an entry, from -1 to 1: a single person says little. */
export function priorFrom({ net, total }: Standing): number {
  return net / (total + WEIGHTS.feedback.doubt);
}
