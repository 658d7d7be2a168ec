import { maskValues } from './mask-values.ts';
import { maskWords } from './mask-words.ts';
import { plainLines, tellingPlace } from './telling-part.ts';

/** Longest line that is read, in characters; what differs only beyond it is the same. */
const LINE_LENGTH = 600;

/** What stands before a message: times, levels, process numbers, names of threads. */
const HEAD =
  /^(?:\s*(?:<time>|[[({]?<(?:n|id|time)>[\])}]?|[[({](?:error|err|warn|warning|fatal|crit|critical|alert|emerg|info|notice|debug|trace|severe|panic)[\])}]|(?:ERROR|ERR|WARN|WARNING|FATAL|CRIT|CRITICAL|INFO|NOTICE|DEBUG|TRACE|SEVERE|PANIC|LOG)(?=[\s:|\]-])(?! \d)|(?:error|warning|fatal|warn|info|err)(?=:\s)|<path>\]|[-|:,.>*#]+(?=\s))[:,|]?(?=\s|$))+\s*/;

/** What every error has: a line of nothing else is read with those after it. */
const SAYS_NOTHING = /<[a-z]+>|\b(?:an?|the|error|err|exception|fatal|failed|failure|warning|occurred)\b/gi;

/** What syslog writes between the time and the program: the machine. */
const MACHINE = /^(<time> )(?:[\w.<>-]+) (?=[\w./()-]+(?:\[<n>\])?: )/;

const TELLING_FIELD =
  /^(?:.*[._-])?(?:msg|message|err|errors?|error_?(?:code|type|message|description)|exception|reason|cause|code|status(?:_?code)?|type|kind|state|title|detail|description|level|lvl|severity|op|operation|action|event|result|outcome|phase|errno|sqlstate|grpc_?status|fault|failure|signal|why|text|log|desc)$/i;

/** A field as JSON or logfmt write it: a name, then its value without spaces or in quotes. */
const FIELD =
  /(?<![\p{L}\p{N}_])(?:"([\w.@-]{1,60})"\s?:\s?|([A-Za-z_][\w.-]{0,60})=)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;"'()[\]{}&]+)/gu;

/** The fields of such a line that say what went wrong. */
const MESSAGE =
  /(?<![\w.-])(?:"(?:msg|message|err|error|error_message|error_code|exception|reason|cause)"\s?:\s?"((?:[^"\\]|\\.)*)"|(?:msg|message|err|error|reason)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]+)))/gi;

const QUOTED =
  /(?<![\p{L}\p{N}_])(?:"([^"]{1,300})"|'([^']{1,300})'|`([^`]{1,300})`|“([^”]{1,300})”|«([^»]{1,300})»)(?![\p{L}\p{N}_])/gu;

/**
 * The line of a text that says most about what went wrong, with a placeholder in the place of every value: texts of
 * one cause have the same template, whatever their ids, numbers, addresses, hosts, times and paths.
 */
export function templateOf(text: string): string {
  const plain = plainLines(text).join('\n');
  const place = tellingPlace(plain);
  const end = plain.indexOf('\n', place);
  const told = templateOfLine(plain.slice(place, end < 0 ? undefined : end));
  if (end < 0 || /\p{L}{2}/u.test(told.replaceAll(SAYS_NOTHING, ''))) return told;
  return templateOfLine(plain.slice(place).replaceAll('\n', ' '));
}

function templateOfLine(line: string): string {
  const cut = line.slice(0, LINE_LENGTH).trim();
  const masked = maskWords(maskQuoted(maskFields(maskValues(messageOf(cut)))))
    .replaceAll(/\s+/g, ' ')
    .replace(MACHINE, '$1');
  const body = masked.replace(HEAD, '');
  return (body === '' ? masked : body).trim();
}

/** What a line of structured fields tells, where it is one: a JSON object, or logfmt with a message. */
function messageOf(line: string): string {
  if (!/^[^{"]{0,60}\{.*\}$/.test(line) && !/(?<!\w)(?:msg|message)=/.test(line)) return line;
  const told = [...line.matchAll(MESSAGE)].map(([, json, quoted, bare]) => json ?? quoted ?? bare ?? '');
  const parts = [...new Set(told)].filter((part) => part !== '');
  return parts.length === 0 ? line : parts.join(': ');
}

function maskFields(line: string): string {
  return line.replaceAll(
    FIELD,
    (whole, quoted: string | undefined, bare: string | undefined, value: string) => {
      const name = quoted ?? bare ?? '';
      if (TELLING_FIELD.test(name) || isSentence(value.replaceAll(/^["']|["']$/g, ''))) return whole;
      return `${whole.slice(0, whole.length - value.length)}<value>`;
    },
  );
}

function maskQuoted(line: string): string {
  return line.replaceAll(QUOTED, (whole: string, ...rest: unknown[]) => {
    const content = rest.slice(0, 5).find((part): part is string => typeof part === 'string') ?? '';
    const offset = rest.find((part): part is number => typeof part === 'number') ?? 0;
    const before = line.slice(Math.max(0, offset - 64), offset);
    // The name of a field, or the value of a telling one.
    if (/^\s?:/.test(line.slice(offset + whole.length)) && /[{,]\s*$/.test(before)) return whole;
    const field = /([\w.@-]+)["']?\s?[:=]\s?$/.exec(before)?.[1];
    if (isSentence(content) || (field !== undefined && TELLING_FIELD.test(field))) return whole;
    return '<value>';
  });
}

/** Words that were written for a reader, and no name: several, of which one after the first is in lower case. */
function isSentence(text: string): boolean {
  const words = text.trim().split(/\s+/);
  return words.length > 1 && words.slice(1).some((word) => /^\p{Ll}{2,}/u.test(word));
}
