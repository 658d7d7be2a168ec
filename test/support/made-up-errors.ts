import { type SeededRandom, seededRandom } from './seeded-random.ts';

type Maker = (random: SeededRandom) => string;

const pick =
  (...of: readonly string[]): Maker =>
  (random) =>
    of[Math.floor(random() * of.length)] ?? '';
const digits = (length: number, of = '0123456789'): Maker => {
  return (random) => Array.from({ length }, () => of[Math.floor(random() * of.length)]).join('');
};
const hex = (length: number): Maker => digits(length, '0123456789abcdef');
const number =
  (below: number): Maker =>
  (random) =>
    String(Math.floor(random() * below));
const two: Maker = (random) => String(Math.floor(random() * 12) + 1).padStart(2, '0');

/** Makers of values, by kind. */
export const VALUES: Readonly<Record<string, Maker>> = {
  n: number(1_000_000),
  float: (random) => `${number(500)(random)}.${digits(2)(random)}`,
  duration: (random) => `${number(9000)(random)}${pick('ms', 's', 'm')(random)}`,
  size: (random) => `${number(900)(random)}${pick('KB', 'MiB', 'GB')(random)}`,
  uuid: (random) => [8, 4, 4, 4, 12].map((length) => hex(length)(random)).join('-'),
  sha: hex(40),
  ip: (random) => [0, 0, 0, 0].map(() => number(256)(random)).join('.'),
  address: (random) => `${[0, 0, 0, 0].map(() => number(256)(random)).join('.')}:${number(60_000)(random)}`,
  host: (random) =>
    `${pick('db', 'web-a', 'cache')(random)}.${pick('prod', 'eu', 'x9')(random)}.example.${pick('com', 'org', 'internal')(random)}`,
  path: (random) =>
    `/${pick('var', 'srv', 'opt')(random)}/${hex(6)(random)}/${pick('a', 'b', 'c')(random)}.${pick('log', 'json', 'dat')(random)}`,
  url: (random) => `https://${hex(4)(random)}.example.com/v1/${number(900)(random)}?q=${hex(6)(random)}`,
  time: (random) =>
    `2026-${two(random)}-${two(random)}T${two(random)}:${two(random)}:${two(random)}.${digits(3)(random)}Z`,
  email: (random) => `${pick('ann', 'bo.li', 'cy')(random)}${number(99)(random)}@example.com`,
  pod: (random) => `${hex(10)(random)}-${digits(5, 'bcdfghjklmnpqrstvwxz2456789')(random)}`,
  name: pick('alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi'),
};

/** Forty errors that no page of Pasteur is about. `{kind}` stands for a value. */
export const ERRORS: readonly string[] = [
  'ledger close failed: quota {n} exceeded for tenant {uuid}',
  'ledger open failed: period {n} is already closed',
  'cannot reserve seat {n}: flight {n} is full',
  'cannot release seat {n}: flight {n} has departed',
  'charge {uuid} declined by issuer after {duration}',
  'charge {uuid} reversed by issuer after {duration}',
  'refund of {float} exceeds the captured amount {float}',
  'label printer at {address} is out of paper',
  'label printer at {address} does not answer',
  'barcode {n} is not in catalogue {n}',
  'shipment {uuid} has no carrier for route {n}',
  'parcel {n} weighs {float} kg, more than the carrier takes',
  'thumbnail of {path} could not be drawn: unsupported colour space',
  'thumbnail of {path} could not be drawn: image is truncated',
  'replay of stream {n} stopped at offset {n}: checksum mismatch',
  'snapshot {sha} is older than the log it belongs to',
  'webhook to {url} gave up after {n} attempts',
  'webhook to {url} answered with an empty body',
  'price feed from {host} is {duration} late',
  'price feed from {host} sent a negative price {float}',
  'session of user {name} expired during checkout',
  'user {name} may not approve invoice {n}',
  'invoice {n} was sent to {email} twice',
  'mailbox {email} rejected the invitation: mailbox full',
  'worker {pod} lost its lease on shard {n}',
  'worker {pod} took a lease on shard {n} that is held',
  'cache of {size} evicted {n} hot keys in {duration}',
  'model {sha} produced NaN at step {n}',
  'tokenizer met unknown control character {n} at {n}',
  'scheduler skipped run {time}: previous run still active',
  'clock of {host} is {duration} ahead',
  'licence {uuid} ends on {time}',
  'feature flag {n} has a cycle in its rules',
  'GraphQL depth {n} is more than the allowed {n}',
  'device {uuid} reported firmware {float}, expected {float}',
  'sensor {n} reads {float}, outside its range',
  'tax rate for region {n} is missing on {time}',
  'import of {path} stopped at row {n}: column count differs',
  'import of {path} stopped at row {n}: not a date',
  'HTTP 418 from {url}: I am a teapot',
];

/** Lines of each error, with values of their own, in a mixed order and in the dress of several loggers. */
export function madeUpErrors(
  seed: number,
  linesEach: number,
): { readonly error: number; readonly text: string }[] {
  const random = seededRandom(seed);
  const lines = ERRORS.flatMap((_, error) =>
    Array.from({ length: linesEach }, () => ({
      error,
      text: dress(random, fill(ERRORS[error] ?? '', random)),
    })),
  );
  return lines
    .map((line) => ({ line, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ line }) => line);
}

/** Puts a value of its kind in the place of each `{kind}`. */
export function fill(error: string, random: SeededRandom): string {
  return error.replaceAll(/\{(\w+)\}/g, (_, kind: string) => {
    const make = VALUES[kind];
    if (make === undefined) throw new Error(`there is no kind of value ${kind}`);
    return make(random);
  });
}

function dress(random: SeededRandom, text: string): string {
  const time = VALUES.time?.(random) ?? '';
  const dresses = [
    text,
    `${time} ERROR ${text}`,
    `[${number(90_000)(random)}] ERROR: ${text}`,
    JSON.stringify({ level: 'error', ts: time, msg: text, request: hex(12)(random) }),
    `${time} INFO tick ${number(99)(random)} all is well\n${time} ERROR ${text}\n${time} INFO stopping`,
  ];
  return dresses[Math.floor(random() * dresses.length)] ?? text;
}
