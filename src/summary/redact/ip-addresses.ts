import { isIPv4, isIPv6 } from 'node:net';
import type { Span } from './span.ts';

/** Four numbers that belong to no longer chain; what stands before and after tells versions apart. */
const DOTTED = /(?<![\d.])(?<!\d_)\d{1,3}(?:\.\d{1,3}){3}(?![\d_]|\.\d)/g;
/** Long runs of hexadecimal digits and colons that may be an IPv6 address, with an IPv4 tail where it has one. */
const COLONS = /(?<![\w:.-])[\da-fA-F]{0,4}:[\da-fA-F:]{1,45}(?:\.\d{1,3}){0,3}(?![\w:])/g;

/** Addresses that are the same on every machine, and tell an error's reader something. */
const EVERYBODYS =
  /^(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0|255\.255\.255\.\d+|255\.255\.\d+\.0|255\.\d+\.0\.0|169\.254\.169\.254|::1?|::ffff:127\.\d+\.\d+\.\d+)$/i;

/** Words and signs after which four numbers are a version: `version 1.2.3.4`, `v1.2.3.4`, `Chrome/120.0.0.0`, `>=1.2.3.4`. */
const VERSION_BEFORE =
  /(?:\b(?:version|ver|release|rel|build|driver|firmware|agent|client version|server version|upgrade(?:d)? to|from version)["']?\s?[:= ]\s?["'v]{0,2}|(?:^|[^A-Za-z\d])[vVrR]|[=~^<>]=\s?v?|[~^]|(?:Chrome|Chromium|Safari|Firefox|Edg[A-Z]?|Edge|OPR|Version|Mobile|Gecko|AppleWebKit|Trident|Electron|HeadlessChrome|YaBrowser|SamsungBrowser|Vivaldi|CrOS|Mozilla|PostmanRuntime|okhttp|Java|Teams|Zoom|Outlook)\/|[A-Za-z]-|\.so\.)$/i;
/** What follows a version in a file's name: `driver-1.2.3.4.jar`. */
const VERSION_AFTER =
  /^(?:[-.](?:jar|tgz|tar|zip|rpm|deb|whl|dll|so|gem|nupkg|msi|exe|final|ga|release|snapshot|beta|alpha|rc)\b|-r\d)/i;
/** How far before a number its word is looked for, in characters. */
const LOOK_BACK = 24;

export function findIpAddresses(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: value, index } of text.matchAll(COLONS)) {
    const address = value.replace(/:$/, (colon) => (value.endsWith('::') ? colon : ''));
    // `dead::beef` may be a path in a program; an address of a machine has a digit, or is link-local or private.
    if (!isIPv6(address) || EVERYBODYS.test(address) || !/\d|^f[cde]/i.test(address)) continue;
    spans.push({ start: index, end: index + address.length, kind: 'ip' });
  }
  for (const { 0: value, index } of text.matchAll(DOTTED)) {
    const plain = value.replaceAll(/\b0+(?=\d)/g, '');
    if (!isIPv4(plain) || EVERYBODYS.test(plain)) continue;
    const end = index + value.length;
    if (isVersion(text.slice(Math.max(0, index - LOOK_BACK), index), text.slice(end, end + 12))) continue;
    spans.push({ start: index, end, kind: 'ip' });
  }
  return spans;
}

function isVersion(before: string, after: string): boolean {
  return VERSION_BEFORE.test(before) || VERSION_AFTER.test(after);
}
