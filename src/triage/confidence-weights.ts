/** Fitted by `npm run fit -- --write`; do not edit by hand. The features are named in confidence.ts. */
export const CONFIDENCE = {
  bias: 0.672,
  weights: [0.004, 0.425, 1.006, -0.039, 0.002],
  /** Nothing is certain: the highest confidence that is ever given. */
  highest: 0.99,
} as const;
