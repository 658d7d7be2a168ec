import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BUNDLED_KNOWLEDGE, createTriage, loadKnowledge } from '../../src/index.ts';
import { CONFIDENCE_FEATURES } from '../../src/triage/confidence.ts';
import { labelledPastes } from './labelled-pastes.ts';
import { type Fit, fitLogistic, predict } from './logistic.ts';

const FOLDS = 5;
const BINS = 10;
const OUTPUT = join(import.meta.dirname, '../../src/triage/confidence-weights.ts');

interface Sample {
  readonly features: readonly number[];
  readonly isRight: boolean;
  /** Samples of one topic are kept in one fold, so that none is fitted on its own kind. */
  readonly topic: string;
}

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const knowledge = await loadKnowledge(BUNDLED_KNOWLEDGE);
const triage = createTriage(knowledge);
const { source, cases } = labelledPastes(knowledge);
const samples = cases.flatMap(({ text, expect, accept }) => {
  const result = triage(text, { top: 20 });
  const first = result.matches[0];
  if (first === undefined) return [];
  const isRight = expect.includes(first.id) || accept.includes(first.id);
  return [{ features: first.features, isRight, topic: expect[0] ?? 'none' }];
});

const fit = fitLogistic(samples.map(toRow));
const inSample = samples.map((sample) => ({ ...sample, confidence: predict(fit, sample.features) }));
const outOfFold = crossValidate(samples);
const lines = [
  `${samples.length} answered pastes from ${source}, ${samples.filter(({ isRight }) => isRight).length} of them right`,
  `bias ${fit.bias}, weights ${fit.weights.join(', ')} (${CONFIDENCE_FEATURES.join(', ')})`,
  `ECE on all of them ${calibrationError(inSample).toFixed(3)}, out of fold (${FOLDS} folds by topic) ${calibrationError(outOfFold).toFixed(3)}`,
];
process.stdout.write(`${lines.join('\n')}\n`);
if (values.write) writeFileSync(OUTPUT, render(fit));

function toRow({ features, isRight }: Sample): {
  readonly features: readonly number[];
  readonly label: 0 | 1;
} {
  return { features, label: isRight ? 1 : 0 };
}

function crossValidate(all: readonly Sample[]): (Sample & { readonly confidence: number })[] {
  const topics = [...new Set(all.map(({ topic }) => topic))].sort();
  const foldOf = (topic: string): number => topics.indexOf(topic) % FOLDS;
  return Array.from({ length: FOLDS }, (_, fold) => {
    const trained = fitLogistic(all.filter(({ topic }) => foldOf(topic) !== fold).map(toRow));
    return all
      .filter(({ topic }) => foldOf(topic) === fold)
      .map((sample) => ({ ...sample, confidence: predict(trained, sample.features) }));
  }).flat();
}

function calibrationError(
  judged: readonly { readonly confidence: number; readonly isRight: boolean }[],
): number {
  let sum = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const members = judged.filter(
      ({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin,
    );
    const said = members.reduce((total, { confidence }) => total + confidence, 0);
    sum += Math.abs(said - members.filter(({ isRight }) => isRight).length);
  }
  return sum / Math.max(1, judged.length);
}

function render({ bias, weights }: Fit): string {
  return `/** Fitted by \`npm run fit -- --write\`; do not edit by hand. The features are named in confidence.ts. */
export const CONFIDENCE = {
  bias: ${bias},
  weights: [${weights.join(', ')}],
  /** Nothing is certain: the highest confidence that is ever given. */
  highest: 0.99,
} as const;
`;
}
