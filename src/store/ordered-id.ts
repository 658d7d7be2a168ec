import { randomBytes } from 'node:crypto';

let lastTime = 0;
let counter = 0;

/**
 * A UUID (version 7) that sorts after all that this process made before. Jobs of one transaction have one time in the
 * database, so their ids keep the order of sending.
 */
export function orderedId(now: number = Date.now()): string {
  counter = now > lastTime ? 0 : counter + 1;
  lastTime = Math.max(now, lastTime);
  // Twelve bits of counter a millisecond; the time runs ahead when they are used up.
  const time = lastTime + (counter >>> 12);
  const hex = [
    time.toString(16).padStart(12, '0'),
    (0x7000 | (counter & 0xfff)).toString(16),
    randomBytes(8).toString('hex'),
  ].join('');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
