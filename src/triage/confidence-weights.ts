/** Fitted by `npm run fit`; do not edit by hand. Features: see confidence.ts. */
export const CONFIDENCE = {
  bias: -1.5,
  weights: [1.5, 0.5, 0.5, 1],
  /** Nothing is certain: the highest confidence that is ever given. */
  highest: 0.99,
} as const;
