import type { Span } from './span.ts';
import { namesSomebody } from './user-names.ts';

const NAME = String.raw`[\p{L}\p{N}_][\p{L}\p{N}_.$+-]{0,63}`;
const QUOTED = String.raw`\\{0,7}["'“‘](?<USER>[^\s"'\x60“”‘’\\,;:][^"'\x60“”‘’\\\n]{0,63})\\{0,7}["'”’]`;

/** What stands where only a user's name can. */
const CERTAIN: readonly RegExp[] = [
  /(?<=\/home\/|\/Users\/|\/export\/home\/|\/var\/lib\/homes\/)(?<user>[\p{L}\p{N}_][\p{L}\p{N}_.$-]{0,63})(?=[/\s"'`:;,)\]>]|$)/dgu,
  /(?<=(?<![\p{L}\p{N}_])~)(?<user>[\p{L}\p{N}_][\p{L}\p{N}_.$-]{0,63})(?=\/)/dgu,
  /(?<=[A-Za-z]:\\{1,4}(?:Users|Documents and Settings)\\{1,4})(?<user>[^\\/:*?"<>|\n]{1,64})(?=\\|["'\s]|$)/dgu,
  /(?<=[A-Za-z]:\/Users\/)(?<user>[^\\/:*?"<>|\n]{1,64})(?=[/"']|$)/dgu,
  new RegExp(
    String.raw`(?<![\p{L}\p{N}-])(?:[\p{L}\p{N}_.-]{0,40}[_.-])?(?:user|username|user[_-]?name|userid|user[_-]id|login|usr|principal|owner|author|actor|assignee|reporter|created_by|updated_by|login_name|sudo_user|remote_user|dbuser|pguser|userName|Username|loginName|samaccountname|upn)(?:\\{0,7}["'\x60]|\])?[^\S\n]{0,4}(?:=>|==?|:)[^\S\n]{0,4}(?:${QUOTED.replace('USER', 'user')}|(?<user_bare>${NAME}))`.replaceAll(
      'user_bare',
      'userBare',
    ),
    'dgui',
  ),
  new RegExp(String.raw`(?<=\s(?:--user|--username|--login|--as)[ =])(?<user>${NAME})(?=\s|$)`, 'dgu'),
  new RegExp(
    String.raw`(?<=(?<!\w)(?:ssh|scp|rsync|sftp)\s(?:[^\n]{0,80}\s)?)(?<user>${NAME})(?=@[\p{L}\p{N}])`,
    'dgu',
  ),
  new RegExp(
    String.raw`(?<=(?<!\w)(?:psql|mysql|mysqldump|pg_dump|createdb|mongosh)\s(?:[^\n]{0,80}\s)?-[uU] ?)(?<user>${NAME})`,
    'dgu',
  ),
  new RegExp(
    String.raw`(?<=(?:^|\n|\()\[?)(?<user>${NAME})(?=@[\p{L}\p{N}.-]{1,100}(?: [^\n]{0,60})?[:~\]][^\n]{0,60}[#$%>])`,
    'dgu',
  ),
  // Principals of Kerberos and of AWS: user@REALM, user/NAME, assumed-role/ROLE/SESSION
  /(?<=:user\/(?:[\w+=,.@-]{1,64}\/){0,3})(?<user>[\p{L}\p{N}_+=,.@-]{1,64})/dgu,
  /(?<=:assumed-role\/[\w+=,.@-]{1,64}\/)(?<user>[\p{L}\p{N}_+=,.@-]{1,64})/dgu,
  new RegExp(
    String.raw`(?<![\p{L}\p{N}.-])(?<user>${NAME})(?=@[A-Z][A-Z0-9-]{1,30}(?:\.[A-Z0-9-]{1,30}){1,5}(?![\w]))`,
    'dgu',
  ),
  // Windows: DOMAIN\user, unless it may be the end of a line that JSON escaped
  /(?<![\w\\:./-])[A-Z][A-Z0-9-]{1,15}\\{1,2}(?<user>(?![nrtbfu])[a-z][a-z0-9._-]{1,40})(?![\w\\/])/dgu,
  /(?<=(?:user|account|login|owner)\S{0,4} ["'“]?)[A-Z][A-Z0-9-]{1,15}\\{1,2}(?<user>[a-z][a-z0-9._-]{1,40})(?![\w\\/])/dgu,
  // LDAP
  /(?<![\p{L}\p{N}])(?:uid|cn|samaccountname)=(?<user>[^,;)"'\n]{1,64})(?=,(?:ou|cn|dc|o)=)/dgiu,
];

/** After words that may be followed by something else, the name stands in quotes, or the sentence allows nothing else. */
const SAID: readonly RegExp[] = [
  /(?<=(?<!-)\brole \\{0,7}")(?<user>[^\s"\\]{1,64})(?=\\{0,7}")/dgu,
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:user|username|login|account|owner|principal|member|employee|customer|benutzer|utilisateur|usuario|пользовател[ьяюе]м?|用户|ユーザー|사용자)(?: name| named| with name| id)?(?:[^\S\n]{1,3}|:[^\S\n]{0,3})${QUOTED.replace('USER', 'user')}`,
    'dgui',
  ),
  new RegExp(
    String.raw`(?:(?:password|publickey|keyboard-interactive\S*|authentication|login|logon|session (?:opened|closed)|access|permission|quota)\b[^\n]{0,40}\sfor\s(?:invalid\s|illegal\s|unknown\s)?user\s|(?:invalid|illegal|unknown)\suser\s|\sruser=|authenticating\suser\s|Accepted\s\S{1,30}\sfor\s|Failed\s(?:password|publickey|none|hostbased|keyboard-interactive\S{0,20})\sfor\s(?:(?:invalid|illegal)\suser\s)?|\(uid=\d{1,10}\)\sby\s|logged\sin\sas\s|login\sas\s|connected\sas\s|authenticated\sas\s|impersonat\w{1,5}\s|on\sbehalf\sof\s|sudo:\s{1,8})(?<user>${NAME})(?=[\s,.;:()\]]|$)`,
    'dgui',
  ),
  new RegExp(String.raw`\bfor\suser:?\s(?<user>${NAME})(?=[\s,.;:()\]]|$)`, 'dgu'),
];

/** Names of persons' accounts; those that every machine has stay. */
export function findUsers(text: string): Span[] {
  return [...CERTAIN, ...SAID].flatMap((expression) =>
    [...text.matchAll(expression)].flatMap((match) => {
      const { groups, indices } = match;
      const name = groups?.user ?? groups?.userBare ?? '';
      const place = indices?.groups?.user ?? indices?.groups?.userBare;
      const value = name.replace(/[.:-]+$/, '');
      const after = text.slice(place?.[1], (place?.[1] ?? 0) + 2);
      if (place === undefined || !namesSomebody(value) || isSaid(match, value, after)) return [];
      return [{ start: place[0], end: place[0] + value.length, kind: 'user' as const }];
    }),
  );
}

/** "Login: read the log", "Role Blob Data Reader": words of a sentence, and not a name. */
function isSaid(match: RegExpMatchArray, name: string, after: string): boolean {
  const isBare =
    match.groups?.userBare !== undefined && /: $/.test(match[0].slice(0, -match.groups.userBare.length));
  return (isBare && /^[a-z]+$/i.test(name) && /^ [a-z]/.test(after)) || name.split(' ').length > 3;
}
