import { spansOf } from './matches.ts';
import type { Span } from './span.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** After a name: `=`, `:`, quotes, or a space. */
const IS = String.raw`(?:\\{0,7}["'])?[^\S\n]{0,4}(?:[:=]|is|%3D)?[^\S\n]{0,4}(?:\\{0,7}["'])?`;

/** Accounts, projects and subscriptions where they stand by a name or in an address of their own. */
const PLACES: readonly RegExp[] = [
  // Amazon: twelve digits
  /(?<=\barn:aws[\w-]{0,10}:[\w-]{0,40}:[\w-]{0,30}:)(?<account>\d{12})(?=:)/dg,
  /(?<!\d)(?<account>\d{12})(?=\.dkr\.ecr\.)/dg,
  new RegExp(
    String.raw`\b(?:account|acct|owner|aws|principal|tenant)[\w -]{0,14}${IS}(?<account>\d{12}|\d{4}-\d{4}-\d{4})(?!\d)`,
    'dgi',
  ),
  // Azure: identifiers of subscriptions, tenants and applications
  new RegExp(
    String.raw`(?:/(?:subscriptions|tenants|providers/microsoft\.management/managementgroups)/)(?<account>${UUID})`,
    'dgi',
  ),
  new RegExp(String.raw`(?<=login\.(?:microsoftonline|windows)\.(?:com|net)/)(?<account>${UUID})`, 'dgi'),
  new RegExp(
    String.raw`\b(?:subscription|tenant|directory|application|app|client|object|principal|account|customer|org|organization|workspace|user)[ _-]?(?:id|guid)?${IS}(?<account>${UUID})`,
    'dgi',
  ),
  // Google: projects by name and number
  /(?<=(?<![\w.-])projects?\/)(?<account>[a-z][a-z0-9-]{4,28}[a-z0-9]|\d{6,14})(?=[/"'\s,.;)\]]|$)/dg,
  /(?<=gs:\/\/)(?<account>[a-z0-9][\w.-]{2,62})/dg,
  /(?<=\bproject[_ -]?(?:id|number)?(?:\\{0,3}["'])?[^\S\n]{0,2}[:=][^\S\n]{0,2}(?:\\{0,3}["'])?)(?<account>[a-z][a-z0-9-]{4,28}\d|\d{8,14})(?![\w-])/dgi,
  /(?<=--project[ =])(?<account>[a-z][a-z0-9-]{4,28}[a-z0-9])/dg,
  // buckets and other services' accounts
  /(?<=s3[an]?:\/\/)(?<account>[a-z0-9][\w.-]{2,62})/dg,
  /(?<=arn:aws[\w-]{0,10}:s3:::)(?<account>[a-z0-9][\w.-]{2,62})/dg,
  /(?<![\w-])(?<account>(?:org|acct|cus|sub|proj|user)[-_][A-Za-z0-9]{14,40})(?![\w-])/dg,
  /(?<![\w-])(?<account>(?:AC|MG|PN)[0-9a-f]{32})(?![\w-])/dg,
];

/** ISO 13616: two letters, two digits, then 11 to 30 letters and digits, in groups of four or not. */
const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;
/** ISO/IEC 7812: 13 to 19 digits that begin as the networks' do, in groups or not. */
const CARD =
  /(?<![\d.-])(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|3[47]\d{2}|6(?:011|5\d{2}))(?:[ -]?\d{4}){2}(?:[ -]?\d{1,7})(?![\d.-])/g;
/** ITU-T E.164: a plus, and 8 to 15 digits. */
const PHONE = /(?<![\w+:.=-])\+[1-9]\d{0,2}[ .()-]{0,2}\d{2,4}(?:[ .()-]{0,2}\d{2,4}){1,4}(?![\w.:])/g;

export function findAccounts(text: string): Span[] {
  return [
    ...PLACES.flatMap((place) => spansOf(text, place)),
    ...spansOf(text, IBAN, 'account', isIban),
    ...spansOf(text, CARD, 'secret', isCard),
    ...spansOf(text, PHONE, 'phone', (value) => {
      const digits = value.replaceAll(/\D/g, '').length;
      return digits >= 9 && digits <= 15;
    }),
  ];
}

/** ISO 13616: with the first four signs moved to the end and letters as 10 to 35, the number is 1 modulo 97. */
function isIban(value: string): boolean {
  const compact = value.replaceAll(' ', '');
  let remainder = 0;
  for (const sign of compact.slice(4) + compact.slice(0, 4)) {
    const number = Number.parseInt(sign, 36);
    remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97;
  }
  return compact.length >= 15 && remainder === 1;
}

/** ISO/IEC 7812-1, annex B: from the right, every second digit doubled, the sum of the digits is a multiple of ten. */
function isCard(value: string): boolean {
  const digits = [...value.replaceAll(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((total, digit, place) => {
    const weighted = place % 2 === 0 ? digit : digit * 2;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
}
