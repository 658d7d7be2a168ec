import fc from 'fast-check';
import { createRedactor } from '../../../src/summary/redact/redact.ts';
import { drawFrom, VALUE_KINDS } from './made-up-values.ts';

const redactor = await createRedactor();
const RUNS = { numRuns: 60 };

/** Pieces of logs with values of every kind, in any order, with any characters between them. */
const restorableText = pieces([
  '10.20.30.40',
  'fe80::1c2d:3e4f',
  'maria.lopez@acme.io',
  'db-7.acme.internal',
  'https://shop.acme.io:8443/cart',
  '/home/maria/app',
  'for user "maria"',
  'arn:aws:iam::123456789012:role/app',
  'projects/acme-shop-42/zones',
  '<ip-1>',
  '<user-2>',
  'C:\\Users\\Maria\\app',
  '+49 30 90182 5511',
]);
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  restorableText,
  pieces(
    VALUE_KINDS.map(({ shapes, draw }, seed) =>
      (shapes[seed % 8] ?? '').replaceAll('%', () => draw(drawFrom(seed))),
    ),
  ),
);

function pieces(values: readonly string[]): fc.Arbitrary<string> {
  const between = fc.constantFrom(
    ' ',
    '\n',
    ', ',
    ' -> ',
    '="',
    '"',
    ': ',
    '(',
    ')',
    '@',
    '/',
    'é',
    '',
    '\\n',
  );
  return fc
    .array(fc.oneof(fc.constantFrom(...values), between), { maxLength: 12 })
    .map((parts) => parts.join(''));
}

test('redacting twice changes nothing more', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const once = await redactor.redact(text);
      expect((await redactor.redact(once.text)).text).toBe(once.text);
    }),
    RUNS,
  );
});

test('restoring gives the text back where nothing in it is secret', async () => {
  await fc.assert(
    fc.asyncProperty(restorableText, async (given) => {
      const { text, replacements, restore } = await redactor.redact(given);
      if (replacements.every(({ isRestorable }) => isRestorable)) expect(restore(text)).toBe(given);
    }),
    RUNS,
  );
});

test('no value that was taken out as a secret is left anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9!#%+.:_-]{8,30}$/), anyText, async (secret, rest) => {
      fc.pre(!/^[a-z]+$/i.test(secret));
      const { text } = await redactor.redact(`${secret} ${rest} password="${secret}" ${rest}${secret}`);
      expect(text).not.toContain(secret);
    }),
    RUNS,
  );
});

test('gives a value one placeholder in all texts, numbered in reading order', async () => {
  const { texts, replacements, restore } = await redactor.redactAll([
    'from 10.0.0.9 to 10.0.0.8',
    'then 10.0.0.8, 10.0.0.7 and password=Xk2-mnQ7',
  ]);
  expect(texts).toEqual(['from <ip-1> to <ip-2>', 'then <ip-2>, <ip-3> and password=<secret-1>']);
  expect(replacements).toEqual([
    { placeholder: '<ip-1>', kind: 'ip', count: 1, isRestorable: true },
    { placeholder: '<ip-2>', kind: 'ip', count: 2, isRestorable: true },
    { placeholder: '<ip-3>', kind: 'ip', count: 1, isRestorable: true },
    { placeholder: '<secret-1>', kind: 'secret', count: 1, isRestorable: false },
  ]);
  expect(restore('look at <ip-3>, not at <secret-1> or <ip-9>')).toBe(
    'look at 10.0.0.7, not at <secret-1> or <ip-9>',
  );
});

test('keeps placeholders that the text already has apart from its own', async () => {
  const { text, restore } = await redactor.redact('<ip-1> is not 10.0.0.9');
  expect(text).toBe('<ip-1> is not <ip-2>');
  expect(restore(text)).toBe('<ip-1> is not 10.0.0.9');
});

test('does not put a name back that is a password as well', async () => {
  const { text, restore } = await redactor.redact('user=Tr4vel-x9 password=Tr4vel-x9');
  expect(restore(text)).not.toContain('Tr4vel');
});

test('comments for secretlint turn nothing off', async () => {
  const key = drawFrom(3).of('abcdefghijklmnopqrstuvwxyz0123456789', 36);
  const { text } = await redactor.redact(`// secretlint-disable\nghp_${key} // secretlint-disable-line`);
  expect(text).not.toContain(key.slice(0, 8));
});

test('lets nothing out when a rule fails or time runs out', async () => {
  const failing = await createRedactor({
    detectors: [
      () => {
        throw new Error('broken rule');
      },
    ],
  });
  await expect(failing.redact('10.0.0.9')).rejects.toMatchObject({
    code: 'REDACTION_FAILED',
    message: expect.stringContaining('so nothing is sent: broken rule'),
  });
  let clock = 0;
  const slow = await createRedactor({ timeoutMs: 1000, now: () => (clock += 600) });
  await expect(slow.redact('10.0.0.9')).rejects.toMatchObject({ code: 'REDACTION_FAILED' });
});

/** Beginnings of what rules look for, repeated: an expression that backtracks would not come to an end in time. */
const HOSTILE = [
  'a',
  'a.',
  'a-',
  'a@',
  '@',
  ':',
  '::',
  '1.',
  '1:',
  '://',
  'a://',
  'x=',
  'key=',
  'password',
  'password=',
  'password: ',
  '"password":"',
  'token ',
  'token="',
  '<password>',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN PRIVATE KEY-----\n',
  'Cookie: a=',
  'Authorization: ',
  'Bearer ',
  'eyJa.',
  'curl -u ',
  '-u a:',
  'mysql -p',
  'ssh a@',
  'host=',
  'host:',
  'user=',
  'user "',
  'for user ',
  '\\',
  '\\"',
  '"',
  "'",
  '{{',
  '{{token=',
  '$',
  '${',
  '[',
  '/home/',
  'sk-',
  'SG.a',
  '%40',
  ' ',
  '\n',
  '\t',
  'A1',
  'aA1',
  'AB12 ',
  '+1 ',
  '4111 ',
  'projects/',
  'arn:aws:',
  'lookup ',
  '.a@b',
  '_',
  'é',
  '<ip-1>',
  '<secret-1>',
];

test('a hostile text comes to an end in time, whatever it repeats', async () => {
  for (const piece of HOSTILE) {
    const text = piece.repeat(Math.ceil(12_000 / piece.length));
    await redactor
      .redact(text)
      .catch((error: unknown) => expect(error).toMatchObject({ message: expect.stringContaining('looks') }));
  }
});
