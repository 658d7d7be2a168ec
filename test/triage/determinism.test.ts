import fc from 'fast-check';
import { createTriage } from '../../src/triage/create-triage.ts';
import { entriesOf, pageWith } from '../support/pages.ts';

const entries = entriesOf({
  'db/refused': pageWith('Database refuses connections', [
    'all: [{phrase: "connection refused"}, {phrase: "5432"}]',
  ]),
  'http/bad-gateway': pageWith('Bad gateway', ['status: 502']),
  'network/refused': pageWith('Connection refused', ['"connection refused"', 'errno: ECONNREFUSED']),
  'proxy/refused': pageWith('Proxy cannot connect', [
    '"connect() failed (111: Connection refused) while connecting to upstream"',
  ]),
  'queue/full': pageWith('Queue is full', ['pattern: "queue \\\\S+ is full"', 'alert: QueueIsFull']),
});

const fragment = fc.oneof(
  fc.constantFrom(
    'connect() failed (111: Connection refused) while connecting to upstream',
    'HTTP/1.1 502',
    '5432',
    'queue q1 is full',
    '[FIRING] QueueIsFull',
    'connection refused',
    '\n',
    'INFO all is well',
    'Caused by: ',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const paste = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(' '));

function withoutTime(result: object): string {
  return JSON.stringify({ ...result, elapsedMs: 0 });
}

test('the order of the pages changes nothing', () => {
  const triage = createTriage({ entries });
  fc.assert(
    fc.property(paste, fc.shuffledSubarray([...entries], { minLength: entries.length }), (text, shuffled) => {
      expect(withoutTime(createTriage({ entries: shuffled })(text))).toBe(withoutTime(triage(text)));
    }),
    { numRuns: 200 },
  );
});

test('the same paste gives the same answer whatever came before it', () => {
  const triage = createTriage({ entries });
  fc.assert(
    fc.property(paste, paste, (text, other) => {
      const first = withoutTime(triage(text));
      triage(other);
      expect(withoutTime(triage(text))).toBe(first);
    }),
    { numRuns: 200 },
  );
});

test('evidence always quotes what stands in the paste at its place', () => {
  const triage = createTriage({ entries });
  fc.assert(
    fc.property(paste, (text) => {
      const lines = text.split('\n');
      for (const { evidence } of triage(text).matches) {
        for (const { line, column, quote, length } of evidence) {
          const rest = [(lines[line - 1] ?? '').slice(column - 1), ...lines.slice(line)].join('\n');
          expect(rest.slice(0, Math.min(length, quote.length))).toBe(quote);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('the parts of a score sum to it, and the best comes first', () => {
  const triage = createTriage({ entries });
  fc.assert(
    fc.property(paste, (text) => {
      const { matches } = triage(text, { top: 20 });
      for (const { score, scoreParts, confidence } of matches) {
        expect(scoreParts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 9);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThan(1);
      }
      expect(matches.map(({ score }) => score)).toEqual(
        matches.map(({ score }) => score).sort((left, right) => right - left),
      );
    }),
    { numRuns: 200 },
  );
});
