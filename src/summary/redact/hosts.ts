import { isHostName } from './dotted-names.ts';
import { isStandIn } from './plain-values.ts';
import { isPublicHost } from './public-hosts.ts';
import type { Span } from './span.ts';

const HOST = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,252}[\p{L}\p{N}_])?`;
const DOTTED =
  /(?<![\p{L}\p{N}_.$-])[\p{L}\p{N}_][\p{L}\p{N}_-]{0,62}(?:\.[\p{L}\p{N}_-]{1,63}){1,12}(?![\p{L}\p{N}_-])/gu;
const AUTHORITY =
  /(?<=(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30}):\/\/)(?!\/)(?<rest>[^\s"'`\\/?#{}|]{1,1000})/dg;
/** Schemes that name no host, or something else in its place. */
const HOSTLESS =
  /^(?:file|about|data|jar|classpath|unix|gs|s3a?|s3n|arn|docker|docker-pullable|containerd|cri-o|rule|urn|node|webpack|vscode|chrome-extension|moz-extension|app|oci)$/i;

/** What stands where only a host can: after names of settings and fields. */
const NAMED = new RegExp(
  String.raw`(?<![\p{L}\p{N}]|kubernetes\.io\/)(?:[\p{L}\p{N}_.-]{0,40}[_.-])?(?:host|hosts|hostname|host_name|server_name|servername|serverName|server|node|nodename|nodeName|node_name|instance|upstream|broker|brokers|bootstrap[._]servers?|endpoint|addr|address|peer|remote|computer|computername|machine|machineName|domain|fqdn|dbhost|pghost|data source|sni|vhost|cluster_host|authority)(?:\\{0,7}["'\x60]|\])?[^\S\n]{0,4}(?:=>|==?|:)[^\S\n]{0,4}\\{0,7}["'\x60]?(?<hosts>${HOST}(?::\d{1,5})?(?:,[^\S\n]?${HOST}:\d{1,5}){0,10})`,
  'dgui',
);
/** After words of messages. */
const SAID: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:ENOTFOUND|EAI_AGAIN|getaddrinfo(?: failed)?(?: for)?|gethostbyname|could not resolve(?: host)?:?|cannot resolve|failed to resolve|unable to resolve(?: host)?|resolve host(?:name)?|host ?name|unknown ?host(?:exception)?:?|no such host is known\.? ?\(?|lookup|nslookup|dig|ping|traceroute|connect to host|connection to(?: server at)?|server at|failed to connect to|could not connect to(?: server)?:?|connecting to|connect to|connected to|disconnected from|resolving|host|on node|node|telnet|ssh|nc(?: -\w{1,5})?|\/etc\/hosts:)[^\S\n]{1,2}\(?\\{0,7}["'\x60“]?(?<host>${HOST})`,
    'dgui',
  ),
  // MySQL's 'user'@'host', a shell's prompt and ssh's target
  /(?<=[\p{L}\p{N}_>]'@')(?<host>[^'\n%]{1,100})(?=')/dgu,
  new RegExp(
    String.raw`(?<=[\p{L}\p{N}_>]@)(?<host>${HOST})(?=(?: [^\n]{0,60})?[:~\]][^\n]{0,80}[#$%>])`,
    'dgu',
  ),
  new RegExp(String.raw`(?<=(?:ssh|scp|rsync|sftp)\s[^\n]{0,80}[\p{L}\p{N}_>]@)(?<host>${HOST})`, 'dgu'),
  // options of clients, Oracle's addresses
  new RegExp(
    String.raw`(?<![\p{L}\p{N}-])(?:-h|--host|--hostname|-H|--server|--endpoint)[ =](?<host>${HOST})(?=[\s:/,]|$)`,
    'dgu',
  ),
  new RegExp(String.raw`@(?:\/\/)?(?<host>${HOST})(?=:1521\b|:2484\b)`, 'dgu'),
  // nodes of Erlang
  new RegExp(String.raw`(?<=(?<![\p{L}\p{N}])(?:rabbit|ejabberd|couchdb|emqx|node)@)(?<host>${HOST})`, 'dgu'),
  // syslog: the field after the time
  new RegExp(
    String.raw`^(?:<\d{1,3}>\d{0,2} ?)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,16}) (?<host>${HOST}) (?=[\w./()-]{1,60}(?:\[\d{1,10}\])?:? )(?!\[|[A-Z]+ )(?=\S+(?:\[\d+\])?: )`,
    'dgum',
  ),
  // UNC, Windows' events, addresses in names
  /(?<![\\\w:])\\\\{1,3}(?<host>[A-Za-z][\w.-]{1,62})(?=\\{1,2}[\w$])/dgu,
  /(?<![\w-])(?<host>ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}[\w.-]{0,60}\w|ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}|ec2-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}[\w.-]{0,60}\w)/dgu,
];

/** Names of machines, but for those that everybody has or knows. */
export function findHosts(text: string): Span[] {
  return [...inAuthorities(text), ...byNames(text), ...said(text), ...dotted(text)];
}

function inAuthorities(text: string): Span[] {
  return [...text.matchAll(AUTHORITY)].flatMap(({ groups, indices }) => {
    const rest = groups?.rest ?? '';
    if (HOSTLESS.test((groups?.scheme ?? '').split(/[:+.]/).at(-1) ?? '')) return [];
    const userInfo = rest.lastIndexOf('@') + 1;
    const start = (indices?.groups?.rest?.[0] ?? 0) + userInfo;
    return eachHost(
      rest
        .slice(userInfo)
        .replace(/[).;>\]].*$/, (end) => (end.startsWith('.') && /[\p{L}\p{N}]/u.test(end) ? end : '')),
      start,
    );
  });
}

function byNames(text: string): Span[] {
  return [...text.matchAll(NAMED)].flatMap(({ groups, indices }) => {
    const start = indices?.groups?.hosts?.[0] ?? 0;
    const hosts = groups?.hosts ?? '';
    const after = text.slice(start + hosts.length, start + hosts.length + 2);
    return namesNoHost(hosts, after) ? [] : eachHost(hosts, start);
  });
}

/** "server: closed the connection", `node: 20-slim`, `Server: Kestrel` and `upstream: fastcgi://…` name none. */
function namesNoHost(hosts: string, after: string): boolean {
  if (/^[(@]|^:\/|^\/\d/.test(after)) return true;
  if (/^\d/.test(hosts) && !/[.,]/.test(hosts)) return true;
  if (
    /^(?:kestrel|gunicorn|uvicorn|cloudflare|openresty|werkzeug|jetty|tomcat|microsoft-iis|awselb|gws|lighttpd|litespeed|cowboy|varnish|istio-envoy|akamaighost)$/i.test(
      hosts,
    )
  )
    return true;
  return !/[,:\d.-]/.test(hosts) && /^(?: [a-z]|[:.])/.test(after);
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

function said(text: string): Span[] {
  return SAID.flatMap((expression, at) =>
    [...text.matchAll(expression)].flatMap(({ groups, indices }) => {
      const host = groups?.host ?? '';
      const place = indices?.groups?.host;
      // After a mere word, a host shows itself by a dot, a digit or a hyphen; a quote or the place does it elsewhere.
      const isShown = at > 0 || /["'`“(]/.test(text[(place?.[0] ?? 1) - 1] ?? '') || /[\d-]/.test(host);
      if (
        place === undefined ||
        !isTelling(host) ||
        (host.includes('.') ? at === 0 && !isHostName(host, '//', '') : !isShown)
      )
        return [];
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
