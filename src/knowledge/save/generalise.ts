/** What differs from one time to the next, the longest shapes first. */
const VARYING: readonly RegExp[] = [
  // Placeholders of redacted values.
  /<[a-z-]+-\d+>/g,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\]]+/gi,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /\b\d{4}[-/]\d{2}[-/]\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d+)?)?(?:Z|\s?[+-]\d{2}:?\d{2})?/g,
  /\b\d{2}:\d{2}:\d{2}(?:[.,]\d+)?/g,
  /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi,
  /(?:\b[0-9a-f]{1,4})?(?::[0-9a-f]{0,4}){3,7}\b/gi,
  /\b(?=[a-f]*\d)[0-9a-f]{7,}\b/gi,
];

/** A word with a digit in it, with the signs that hold names, versions and addresses together. */
const WORD =
  /[\p{L}\p{N}_]*\p{N}[\p{L}\p{N}_]*(?:[.:/@+-][\p{L}\p{N}_]+)*|[\p{L}_]+(?:[./@+-][\p{L}\p{N}_]+)*[./@+-][\p{L}_]*\p{N}[\p{L}\p{N}_]*/gu;

/** Names that have a digit, and codes of products (ORA-12541, E1101, XX000). */
const NAMES =
  /^(?:utf-?\d+|ipv[46]|x509|sha\d+|md5|s3|ec2|k8s|h[23]|i18n|oauth2|log4j|base64|http\/[\d.]+|tlsv?[\d.]+|[a-z]{1,5}-?\d{3,5})$/i;

/** Before a number that says what happened. */
const CODE_LEAD = /(?:\b(?:http|status|code|errno|error|sqlstate|exit)(?:\s+code)?[\s:=]*|\()$/i;

const LEADING =
  /^(?:[\s…|:,;>\-\][)(]|\b(?:error|err|warn|warning|fatal|critical|info|panic|debug|trace|notice|emerg)\b)+/i;

/** Longest phrase, in characters; what stands further on a line tells little more. */
const MAX_LENGTH = 180;

/**
 * A line of a paste as a phrase that fires on the next one too: ids, numbers, times and addresses become `…`.
 * `codes` are values that tell what happened and stay. Empty where nothing telling is left.
 */
export function generalise(line: string, codes: readonly string[] = []): string {
  const kept = new Set(codes.map((code) => code.toLowerCase()));
  let text = line;
  for (const shape of VARYING) text = text.replaceAll(shape, '…');
  text = text.replaceAll(WORD, (word, at: number) => {
    const isCode = /^\d{1,5}$/.test(word) && CODE_LEAD.test(text.slice(0, at));
    return kept.has(word.toLowerCase()) || NAMES.test(word) || isCode ? word : '…';
  });
  text = text
    .replaceAll(/…(?:[\s.,:;=/_-]*…)+/g, '…')
    .replaceAll(/\s+/g, ' ')
    .replace(LEADING, '');
  if (text.length > MAX_LENGTH) text = text.slice(0, text.lastIndexOf(' ', MAX_LENGTH));
  return text.replaceAll(/^[\s…]+|[\s…([:,;=-]+$/g, '');
}
