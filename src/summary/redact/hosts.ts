import { isHostName } from './dotted-names.ts';
import { AFTER_WORDS, AUTHORITY, HOSTLESS, NAMED, PLACES } from './host-places.ts';
import { isStandIn } from './plain-values.ts';
import { isPublicHost } from './public-hosts.ts';
import type { Span } from './span.ts';

const DOTTED =
  /(?<![\p{L}\p{N}_.$-])[\p{L}\p{N}_][\p{L}\p{N}_-]{0,62}(?:\.[\p{L}\p{N}_-]{1,63}){1,12}(?![\p{L}\p{N}_-])/gu;
/** Programs that tell their name in the header `Server`. */
const SERVER_PROGRAMS =
  /^(?:gunicorn|uvicorn|cloudflare|openresty|werkzeug|jetty|tomcat|awselb|gws|lighttpd|litespeed|cowboy|varnish|istio-envoy|gse|esf|tengine|hypercorn|daphne|puma|thin|unicorn|waitress|express|next\.js)$/i;

/** Names to be filled in, `_mongodb._tcp`, and `\\\\x00` and `\\\\u0000`, which are characters. */
const NO_HOST = /^(?:[A-Z]+_[A-Z_]+|_.*|x[0-9a-f]{2}|u[0-9a-f]{4}|[nrt])$/;

/** Names of machines, but for those that everybody has or knows. */
export function findHosts(text: string): Span[] {
  return [...inAuthorities(text), ...byNames(text), ...afterWords(text), ...inPlaces(text), ...dotted(text)];
}

function inAuthorities(text: string): Span[] {
  return [...text.matchAll(AUTHORITY)].flatMap(({ groups, indices }) => {
    if (HOSTLESS.test((groups?.scheme ?? '').split(/[+.]/).at(-1) ?? '')) return [];
    const rest = groups?.rest ?? '';
    const userInfo = rest.lastIndexOf('@') + 1;
    const hosts = /^[^);>\]]*/.exec(rest.slice(userInfo))?.[0] ?? '';
    return eachHost(hosts.replace(/[.:,]+$/, ''), (indices?.groups?.rest?.[0] ?? 0) + userInfo);
  });
}

function byNames(text: string): Span[] {
  return [...text.matchAll(NAMED)].flatMap((match) => {
    const { separator = '', hosts = '' } = match.groups ?? {};
    const start = match.indices?.groups?.hosts?.[0] ?? 0;
    const after = text.slice(start + hosts.length, start + hosts.length + 2);
    const isListed = /(?:^|[,;{(\n] ?)$/.test(text.slice(Math.max(0, match.index - 2), match.index));
    return namesNoHost(hosts, separator, after, isListed) ? [] : eachHost(hosts, start);
  });
}

/** "server: closed the connection", `node:fs`, `node: 20-slim`, `Server: Kestrel` and `upstream: fastcgi://…` name none. */
function namesNoHost(hosts: string, separator: string, after: string, isListed: boolean): boolean {
  if (/^[(@#]|^:[/A-Za-z]|^\/\d/.test(after) || SERVER_PROGRAMS.test(hosts)) return true;
  if (/[.,]/.test(hosts)) {
    // `InvalidAMIID.NotFound` is an error's code.
    const isCode =
      /[a-z]/.test(hosts) && /[A-Z]/.test(hosts) && !isHostName(hosts.replace(/:\d+$/, ''), '//', '');
    return isCode || (/^: /.test(after) && !hosts.includes('.'));
  }
  if (/^\d/.test(hosts) || isMixedCase(hosts)) return true;
  const isQuoted = /["'“]$/.test(separator);
  if (isQuoted || separator.includes('=')) return isQuoted && /^[: ]/.test(after);
  const name = hosts.replace(/:\d+$/, '');
  if (/:$/.test(separator) || after.startsWith(':')) return !/\d/.test(name) || /^: /.test(after);
  return !/[\d-]/.test(name) && !(isListed && /^(?:,|\n|$)/.test(after));
}

/** Hosts are written in lower case, or all in capitals; `SimpleHTTP` and `Bitbucket` are programs. */
function isMixedCase(host: string): boolean {
  return (
    !host.includes('.') && ((/[a-z]/.test(host) && /[A-Z]/.test(host)) || /^[A-Z\d]+_[A-Z\d_]+$/.test(host))
  );
}

/** Hosts of a list with their ports, such as `a:9092,b:9092`. */
function eachHost(list: string, start: number): Span[] {
  const spans: Span[] = [];
  for (const { 0: part, index } of list.matchAll(/[^,\s]+/g)) {
    const host = part.replace(/:\d{0,5}$/, '');
    if (/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(host) && isTelling(host))
      spans.push({ start: start + index, end: start + index + host.length, kind: 'host' });
  }
  return spans;
}

function afterWords(text: string): Span[] {
  return [...text.matchAll(AFTER_WORDS)].flatMap(({ groups, indices }) => {
    const { host = '', quote } = groups ?? {};
    const place = indices?.groups?.host;
    if (place === undefined || !isTelling(host) || isMixedCase(host)) return [];
    const after = text.slice(place[1], place[1] + 2);
    if (/^[@#(]|^:[A-Za-z]/.test(after)) return [];
    const isShown = host.includes('.')
      ? isHostName(host, '//', '')
      : quote === undefined
        ? /\d|^[a-z]+-[a-z-]+$/.test(host) && !/^: /.test(after)
        : /^(?:\\{0,7}["'”]|:\d)/.test(text.slice(place[1], place[1] + 9));
    return isShown ? [{ start: place[0], end: place[1], kind: 'host' as const }] : [];
  });
}

function inPlaces(text: string): Span[] {
  return PLACES.flatMap((expression) =>
    [...text.matchAll(expression)].flatMap(({ groups, indices }) => {
      const place = indices?.groups?.host;
      const host = groups?.host ?? '';
      if (place === undefined || !isTelling(host) || NO_HOST.test(host)) return [];
      return [{ start: place[0], end: place[1], kind: 'host' as const }];
    }),
  );
}

function dotted(text: string): Span[] {
  return [...text.matchAll(DOTTED)].flatMap(({ 0: name, index }) => {
    const end = index + name.length;
    const before = text.slice(Math.max(0, index - 3), index);
    if (!isHostName(name, before, text.slice(end, end + 8)) || !isTelling(name)) return [];
    return [{ start: index, end, kind: 'host' as const }];
  });
}

/** Whether the name says something that not everybody knows. */
function isTelling(host: string): boolean {
  return /\p{L}/u.test(host) && host.length > 1 && !isPublicHost(host) && !isStandIn(host);
}
