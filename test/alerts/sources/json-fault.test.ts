import fc from 'fast-check';
import { jsonFaultPlace } from '../../../src/alerts/sources/json-fault.ts';

test.each([
  ['{"a": 1,}', 'line 1, column 9'],
  ['{"a" 1}', 'line 1, column 6'],
  ['{a: 1}', 'line 1, column 2'],
  ['[1 2]', 'line 1, column 4'],
  ['[1,\n  tru]', 'line 2, column 3'],
  ['[01]', 'line 1, column 2'],
  ['{"a": 1}}', 'line 1, column 9'],
  ['[}', 'line 1, column 2'],
  ['{"a": "b', 'line 1, column 7'],
  ['{"a": [1', 'line 1, column 9'],
  ['{}{}', 'line 1, column 3'],
  [',', 'line 1, column 1'],
])('finds the fault in %j', (text, place) => {
  expect(jsonFaultPlace(text)).toBe(place);
});

test('finds no fault before the end of good JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const lines = text.split('\n');
      expect(jsonFaultPlace(text)).toBe(`line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`);
    }),
  );
});
