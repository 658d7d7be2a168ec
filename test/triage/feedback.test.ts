import { priorFrom } from '../../src/triage/prior.ts';
import { WEIGHTS } from '../../src/triage/weights.ts';
import { pageWith, triageOf } from '../support/pages.ts';

const triage = triageOf({
  'alpha/stuck': pageWith('Alpha is stuck', ['"the quux pipeline is stuck"']),
  'beta/stuck': pageWith('Beta is stuck', ['"the quux pipeline is stuck"'], 'severity: low\n'),
  'gamma/quux': pageWith('The quux pipeline is stuck in gamma', ['"another sign of gamma altogether"']),
});
const TEXT = 'ERROR the quux pipeline is stuck';
const idsWith = (priors: Readonly<Record<string, number>>) =>
  triage(TEXT, { priors: new Map(Object.entries(priors)) }).matches.map(({ id }) => id);

test('feedback puts the entry that people found helpful before its equal', () => {
  expect(idsWith({}).slice(0, 2)).toEqual(['alpha/stuck', 'beta/stuck']);
  expect(idsWith({ 'beta/stuck': 0.5 }).slice(0, 2)).toEqual(['beta/stuck', 'alpha/stuck']);
});

test('feedback moves a score by its bound at most, and is a part of it', () => {
  const before = triage(TEXT).matches.find(({ id }) => id === 'beta/stuck');
  const after = triage(TEXT, { priors: new Map([['beta/stuck', 1000]]) }).matches.find(
    ({ id }) => id === 'beta/stuck',
  );
  expect((after?.score ?? 0) - (before?.score ?? 0)).toBeCloseTo(WEIGHTS.feedback.full, 9);
  expect(after?.scoreParts.map(({ name }) => name)).toContain('feedback');
});

test('no feedback puts an entry without a rule before one whose rule fired, nor makes it an answer', () => {
  const ids = idsWith({ 'gamma/quux': 1000, 'alpha/stuck': -1000, 'beta/stuck': -1000 });
  expect(ids[0]).toBe('alpha/stuck');
  const unknown = 'we had a fine day at the quux';
  expect(triage(unknown, { priors: new Map([['gamma/quux', 1]]) }).verdict).toBe(triage(unknown).verdict);
});

test('a single person says little, however many agree more', () => {
  expect(priorFrom({ net: 1, total: 1 })).toBeCloseTo(0.2);
  expect(priorFrom({ net: 12, total: 12 })).toBeCloseTo(0.75);
  expect(priorFrom({ net: 0, total: 0 })).toBe(0);
});
