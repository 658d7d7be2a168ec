import { isStandIn } from './plain-values.ts';
import type { Kind, Span } from './span.ts';

/** An argument: quoted, or up to white space. */
const ARGUMENT = String.raw`(?:"(?<NAMEd>[^"\n]{1,300})|'(?<NAMEs>[^'\n]{1,300})|(?<NAMEb>[^\s"'\x60|;&<>()-][^\s"'\x60|;&<>]{0,299}))`;
/** What may stand between a command and the option: no other command. */
const BETWEEN = String.raw`(?:[^\S\n][^\n|;&]{0,300}?)??[^\S\n]{1,8}`;

/** Commands that take secrets by place or by short options; long options such as `--password` are found by their names. */
const COMMANDS: readonly RegExp[] = [
  commandLine(
    '(?:mysql|mysqldump|mysqladmin|mysqlimport|mysqlcheck|mariadb|mariadb-dump|mariadb-admin|mycli)',
    '-p(?! )',
    'secret',
  ),
  commandLine(
    '(?:docker|podman|nerdctl|helm|oras|skopeo|buildah|crane) (?:registry )?login',
    '-p[ =]',
    'secret',
  ),
  commandLine(
    '(?:docker|podman|nerdctl|helm|oras|skopeo|buildah|crane) (?:registry )?login',
    '-u[ =]',
    'user',
  ),
  commandLine('(?:sshpass|7z|7za|rar)', '-p ?', 'secret'),
  commandLine(
    '(?:mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport|mongostat|az|cf|oc|argocd|vault)',
    '-p[ =]',
    'secret',
  ),
  commandLine('(?:redis-cli|redis-benchmark|keydb-cli|valkey-cli)', '-a ', 'secret'),
  commandLine('(?:ldapsearch|ldapmodify|ldapadd|ldapdelete|ldapwhoami|ldappasswd)', '-w ?', 'secret'),
  commandLine(
    '(?:sqlcmd|bcp|unzip|zip|isql|tsql|ipmitool|winexe|rabbitmqadmin|cqlsh|xfreerdp)',
    '(?:-P|-p|/p:) ?',
    'secret',
  ),
  commandLine('(?:plink|pscp|psftp)', '-pw ', 'secret'),
  commandLine(
    '(?:rabbitmqctl|rabbitmq-diagnostics)',
    String.raw`(?:add_user|change_password|authenticate_user) \S{1,100} `,
    'secret',
  ),
  commandLine('htpasswd', String.raw`-\w{0,4}b\w{0,4}(?: -\w)? \S{1,200} \S{1,100} `, 'secret'),
  commandLine(
    '(?:mc|mcli) (?:alias|config host)',
    String.raw`(?:set|add) \S{1,100} \S{1,200} \S{1,100} `,
    'secret',
  ),
  commandLine('(?:vault|doctl|npm|gh|flyctl|railway)', 'login ', 'secret'),
  commandLine('(?:net use|cmdkey)', String.raw`(?:\\\\\S{1,200} (?=\S{1,100} /user)|/pass:)`, 'secret'),
  commandLine(
    '(?:aws|gcloud|npm|yarn|pip|composer|gem|poetry|nuget) (?:configure|config)',
    String.raw`\S{0,200}(?:secret|token|password|key|auth)\S{0,60} `,
    'secret',
  ),
];

/** `-u user:password`, as curl and others take it; `-u 1000:1000` names ids. */
const USER_AND_PASSWORD =
  /(?<![\w-])(?:-u|-U|--user|--proxy-user|--basic|--auth|-a)[ =]?\\{0,3}["']?(?<user>[^\s:"'/\\]{1,100}):(?<secret>(?!\/\/)[^\s"'\\]{1,300})/dg;
const USER_PERCENT_PASSWORD =
  /(?<![\w-])(?:-U|--user)[ =]["']?(?<user>[^\s%"']{1,100})%(?<secret>[^\s"']{1,300})/dg;
/** OpenSSL's way to name a password, Oracle's logon, FTP's and Redis's commands, SQL, .netrc and .pgpass. */
const OTHERS: readonly RegExp[] = [
  /(?<!\w)(?:echo|printf)[^\S\n]{1,4}(?:-n[^\S\n]{1,4})?["']?(?<secret>[^\s"'|]{4,300})["']?[^\S\n]{0,4}\|[^\n]{0,200}(?:--[\w-]{0,20}stdin|sudo[^\n]{0,40} -\w{0,6}S|chpasswd|passwd|-P -)/dg,
  /SET PASSWORD(?: FOR [^=\n]{1,120})? ?= ?(?:PASSWORD\()?'(?<secret>[^'\n]{1,300})'/dgi,
  /(?<!\w)net use [^\n]{0,200}\/user:\S{1,100} (?<secret>[^\s/]\S{0,200})/dg,
  /(?<!\w)(?:snmp|ro|rw)[- ]?community (?:string )?["']?(?<secret>[^\s"']{4,100})/dgi,
  /(?<![\w-])-(?:passin|passout|pass|password|k)[^\S\n]{1,4}["']?(?:pass:)(?<secret>[^\s"']{1,300})/dg,
  /(?<!\w)sqlplus(?:[^\S\n]+-\w+){0,3}[^\S\n]+["']?(?<user>[\w$#.]{1,60})\/(?<secret>[^\s@"']{1,100})@/dg,
  /jdbc:oracle:\w{1,10}:(?<user>[^\s/@]{1,60})\/(?<secret>[^\s@]{1,100})@/dg,
  /(?<![\w.])IDENTIFIED(?:[^\S\n]+WITH[^\S\n]+[\w'"]{1,40})?[^\S\n]+(?:BY|AS)[^\S\n]+(?:PASSWORD[^\S\n]+)?(?:\\{0,3}'(?<secret>[^'\n\\]{1,300})|\\{0,3}"(?<SECRET>[^"\n\\]{1,300}))/dgi,
  /(?<=\b(?:AUTH|auth)[^\S\n]["']?(?:default[^\S\n]["']?)?)(?<secret>(?=[A-Za-z]*[^A-Za-z\s])[^\s"']{6,300})(?=["']?\s*$)/dgm,
  /(?<![\w.])(?:login|user)[^\S\n]{1,8}(?<user>[^\s"']{1,100})[\s]{1,8}password[^\S\n]{1,8}(?<secret>[^\s"']{1,300})/dg,
  /^[^\s:#]{1,200}:(?:\d{4,5}|\*):[^\s:]{1,100}:(?<user>[^\s:]{1,100}):(?<secret>[^\s:]{1,200})[^\S\n]*$/dgm,
  /(?<=(?:>|C:|Sent:)[^\S\n]{0,4})PASS[^\S\n](?<secret>[^\s"']{4,200})/dg,
];

/** Passwords and users among the arguments of commands. */
export function findInCommandLines(text: string): Span[] {
  const spans: Span[] = [];
  for (const expression of [...COMMANDS, USER_PERCENT_PASSWORD, ...OTHERS]) collect(text, expression, spans);
  for (const match of text.matchAll(USER_AND_PASSWORD)) {
    const { user = '', secret = '' } = match.groups ?? {};
    if (/^\d+$/.test(user) && /^\d+$/.test(secret)) continue;
    collectGroups(match, spans);
  }
  return spans;
}

function collect(text: string, expression: RegExp, spans: Span[]): void {
  for (const match of text.matchAll(expression)) collectGroups(match, spans);
}

function collectGroups(match: RegExpMatchArray, spans: Span[]): void {
  for (const [name, value] of Object.entries(match.groups ?? {})) {
    const place = match.indices?.groups?.[name];
    if (place === undefined || value === undefined || isStandIn(value)) continue;
    spans.push({ start: place[0], end: place[1], kind: /^user/.test(name) ? 'user' : 'secret' });
  }
}

function commandLine(command: string, option: string, kind: Kind): RegExp {
  return new RegExp(
    String.raw`(?<![\w.-])${command}${BETWEEN}${option}${ARGUMENT.replaceAll('NAME', kind)}`,
    'dg',
  );
}
