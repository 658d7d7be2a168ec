export interface Fit {
  readonly bias: number;
  readonly weights: readonly number[];
}

export interface Row {
  readonly features: readonly number[];
  readonly label: 0 | 1;
}

const STEPS = 20_000;
const RATE = 0.1;
/** Pull towards the prior: with a few hundred rows and hardly a wrong one, weights would grow without end. */
const RIDGE = 0.01;

/** Logistic regression by gradient descent from zero: no randomness, so the same rows give the same numbers. */
export function fitLogistic(rows: readonly Row[]): Fit {
  const width = rows[0]?.features.length ?? 0;
  const weights = new Array<number>(width).fill(0);
  let bias = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const slope = new Array<number>(width).fill(0);
    let biasSlope = 0;
    for (const { features, label } of rows) {
      const error = predict({ bias, weights }, features) - label;
      biasSlope += error;
      for (let index = 0; index < width; index += 1)
        slope[index] = (slope[index] ?? 0) + error * (features[index] ?? 0);
    }
    bias -= (RATE * biasSlope) / rows.length;
    for (let index = 0; index < width; index += 1) {
      const weight = weights[index] ?? 0;
      weights[index] = weight - RATE * ((slope[index] ?? 0) / rows.length + RIDGE * weight);
    }
  }
  return { bias: round(bias), weights: weights.map(round) };
}

export function predict({ bias, weights }: Fit, features: readonly number[]): number {
  const sum = features.reduce((total, value, index) => total + value * (weights[index] ?? 0), bias);
  return 1 / (1 + Math.exp(-sum));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
