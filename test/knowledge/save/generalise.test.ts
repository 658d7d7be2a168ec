import { generalise } from '../../../src/knowledge/save/generalise.ts';

test.each([
  [
    '2026-11-21 14:40:11,123 ERROR [ledger-7] entry 4711 is locked by session 9f8e7d6c5b4a',
    'entry … is locked by session',
  ],
  [
    'could not reach billing at https://billing.example/v1/invoices?id=77 after 3 attempts',
    'could not reach billing at … after … attempts',
  ],
  [
    'connect() failed (111: Connection refused) while connecting to 10.0.3.7:8080',
    'connect() failed (111: Connection refused) while connecting to',
  ],
  ['user anna@example.com has no seat left in plan 2024-gold', 'user … has no seat left in plan'],
  ['job 550e8400-e29b-41d4-a716-446655440000 died in worker-12 at step 4', 'job … died in … at step'],
  ['exit code 137 from container', 'exit code 137 from container'],
  ['HTTP/1.1 502 from the gateway of the shop', 'HTTP/1.1 502 from the gateway of the shop'],
  ['the utf-8 text of message 12 has no end', 'the utf-8 text of message … has no end'],
])('%s', (line, phrase) => {
  expect(generalise(line, ['502'])).toBe(phrase);
});

test('leaves nothing of a line of numbers', () => {
  expect(generalise('[2026-11-21 10:00:00] 17 42 99')).toBe('');
});

test('keeps a phrase short, and ends it with a whole word', () => {
  const phrase = generalise('unlikely '.repeat(40));
  expect(phrase.length).toBeLessThanOrEqual(180);
  expect(phrase.endsWith('unlikely')).toBe(true);
});
