import { isoTime, labelsOf, labelsOfTags } from '../../../src/alerts/sources/fields.ts';
import { severityInName, severityOf } from '../../../src/alerts/sources/severity.ts';

test.each([
  ['2026-11-21T10:00:00.123456789Z', '2026-11-21T10:00:00.123Z'],
  ['2026-11-21T10:00:00.000+0000', '2026-11-21T10:00:00.000Z'],
  ['2026-11-21T12:00:00+02:00', '2026-11-21T10:00:00.000Z'],
  [1_795_255_200, '2026-11-21T10:00:00.000Z'],
  ['1795255200000', '2026-11-21T10:00:00.000Z'],
  [1_795_255_200_000_000, '2026-11-21T10:00:00.000Z'],
  ['1795255200000000000', '2026-11-21T10:00:00.000Z'],
  ['0001-01-01T00:00:00Z', undefined],
  [0, undefined],
  ['yesterday 1', undefined],
  [1e300, undefined],
  [Number.NaN, undefined],
  [null, undefined],
  [{}, undefined],
])('reads the time %j', (value, time) => {
  expect(isoTime(value)).toBe(time);
});

test('labels are scalars under names, and nothing inherited', () => {
  expect(
    labelsOf(JSON.parse('{"a":"b","n":1,"t":true,"o":{},"l":[],"z":null,"e":"","__proto__":"p"}')),
  ).toEqual(
    Object.fromEntries([
      ['a', 'b'],
      ['n', '1'],
      ['t', 'true'],
      ['__proto__', 'p'],
    ]),
  );
  expect(labelsOf('text')).toEqual({});
});

test('tags are split at their first colon', () => {
  expect(labelsOfTags(['env:prod', 'url:http://a', 'monitor', ' ', ':x'])).toEqual({
    env: 'prod',
    url: 'http://a',
    monitor: 'true',
    ':x': 'true',
  });
});

test.each([
  ['P1', 'critical'],
  ['SEV-2', 'high'],
  ['Warning', 'medium'],
  ['page', 'critical'],
  ['none', 'info'],
  ['', undefined],
  ['constructor', undefined],
])('the word %j is %s', (word, severity) => {
  expect(severityOf(word)).toBe(severity);
});

test.each([
  ['orders-5xx-critical', 'critical'],
  ['[P3] orders', 'medium'],
  ['HighCPU', undefined],
  ['map3-latency', undefined],
])('the name %j says %s', (name, severity) => {
  expect(severityInName(name)).toBe(severity);
});
