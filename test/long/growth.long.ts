import fc from 'fast-check';
import { BUNDLED_KNOWLEDGE, createTriage, loadKnowledge, type Triage } from '../../src/index.ts';

const SMALL_LENGTH = 40_000;
const FACTOR = 4;
/** Linear growth gives `FACTOR`; quadratic growth would give its square. The rest is the noise of a shared machine. */
const MOST_GROWTH = FACTOR * 2.5;
/** A hostile paste may cost as much as an ordinary one of its length, give or take the noise. */
const MOST_MULTIPLE = 6;

const ORDINARY =
  '2026-11-20T03:00:00Z INFO request id=4711 path=/api/v1/users status=200 took 35 ms from 10.0.0.1\n';

let triage: Triage;
beforeAll(async () => {
  triage = createTriage(await loadKnowledge(BUNDLED_KNOWLEDGE));
});

function fill(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/** Processor time, which other processes do not lengthen; the least of three runs. */
function cost(text: string): number {
  const runs = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    triage(text);
    return process.cpuUsage(before).user;
  });
  return Math.max(1000, Math.min(...runs));
}

const hostileUnit = fc.oneof(
  fc.constantFrom(
    'a',
    'a ',
    '{',
    '[',
    '{"a":',
    '"{',
    '\\"',
    '\\',
    '\n',
    ' ',
    '<',
    '<http://a',
    '&amp',
    '\u001b[',
    '[3',
    '```',
    '…',
    '502 ',
    'ECONNREFUSED ',
    '错误',
  ),
  fc.constantFrom(
    'Caused by: java.lang.RuntimeException: x\n',
    'status code ',
    'connection refused ',
    'error: failed to connect ',
    'at com.example.A.b(A.java:1)\n',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
);

test('the cost of a hostile paste grows no faster than its length, and stays near that of an ordinary one', () => {
  triage(fill(ORDINARY, SMALL_LENGTH));
  const ordinary = cost(fill(ORDINARY, SMALL_LENGTH * FACTOR));
  fc.assert(
    fc.property(hostileUnit, (unit) => {
      const small = cost(fill(unit, SMALL_LENGTH));
      const large = cost(fill(unit, SMALL_LENGTH * FACTOR));
      expect(large / small).toBeLessThan(MOST_GROWTH);
      expect(large / ordinary).toBeLessThan(MOST_MULTIPLE);
    }),
    { numRuns: 24 },
  );
});
