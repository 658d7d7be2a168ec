import type { Span } from './span.ts';

/**
 * Prefixes by which services mark their tokens, each with the fewest characters that follow, from the services' own
 * documentation. Secretlint knows some of them too, but only at their exact lengths; a token that was cut is one as well.
 */
const PREFIXES: readonly (readonly [prefix: string, least: number])[] = [
  // GitHub, GitLab, Bitbucket, Atlassian
  ['gh[opusr]_', 16],
  ['github_pat_', 16],
  ['gl(?:pat|dt|rt|ft|soat|cbt|ptt|imt|agent|oas)-', 12],
  ['glffct-', 12],
  ['ATATT3', 20],
  ['ATBB', 20],
  ['ATCTT3', 20],
  // Slack
  ['xox[abceoprs]-', 8],
  ['xoxe\\.xox[bp]-', 8],
  ['xapp-', 8],
  // models
  ['sk-ant-', 10],
  ['sk-(?:proj|svcacct|admin|or-v1|lf)-', 10],
  ['sk-(?=[A-Za-z0-9]{0,100}\\d)', 20],
  ['hf_', 20],
  ['gsk_', 20],
  ['xai-', 20],
  ['pplx-', 20],
  ['nvapi-', 20],
  ['r8_', 20],
  ['AIza', 30],
  // payment, mail, messages
  ['[srp]k_(?:live|test)_', 8],
  ['whsec_', 16],
  ['sq0(?:csp|atp|idp)-', 16],
  ['EAAA', 40],
  ['shp(?:at|ss|ca|pa)_', 20],
  ['SG\\.', 16],
  ['key-(?=[0-9a-f]{32})', 32],
  ['xkeysib-', 20],
  ['re_', 24],
  ['SK(?=[0-9a-f]{32}(?![0-9a-f]))', 32],
  ['AC(?=[0-9a-f]{32}(?![0-9a-f]))', 32],
  // clouds
  ['(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)(?=[A-Z0-9]{12,})', 12],
  ['ya29\\.', 16],
  ['GOCSPX-', 16],
  ['1//0', 24],
  ['do[ops]_v1_', 20],
  ['dapi(?=[0-9a-f]{32})', 32],
  ['LTAI', 12],
  ['AKID', 20],
  ['pul-', 32],
  ['dp\\.(?:pt|st|ct|sa|scim|audit)\\.', 16],
  ['fo1_', 24],
  ['FlyV1 fm\\d_', 24],
  // packages, builds, secrets, telemetry
  ['npm_', 20],
  ['pypi-', 16],
  ['dckr_(?:pat|oat)_', 16],
  ['rubygems_', 24],
  ['oy2', 40],
  ['CCIPAT_', 16],
  ['bkua_', 24],
  ['hv[sbr]\\.', 16],
  ['[sbr]\\.(?=[A-Za-z0-9]{0,40}\\d)(?=[A-Za-z0-9]{0,40}[A-Z])', 24],
  ['[A-Za-z0-9]{14}\\.atlasv1\\.', 20],
  ['glsa_', 20],
  ['glc_', 20],
  ['sntry[su]_', 16],
  ['NRAK-', 16],
  ['NR(?:JS|II|AA|RA)-', 16],
  ['PMAK-', 16],
  ['lin_(?:api|oauth)_', 16],
  ['figd_', 16],
  ['secret_(?=[A-Za-z0-9]{0,60}\\d)', 40],
  ['ntn_', 24],
  ['sbp_', 20],
  ['sb_(?:secret|publishable)_', 16],
  ['tskey-', 12],
  ['AGE-SECRET-KEY-1', 20],
  ['ops_ey', 20],
  ['pat-(?:na|eu)\\d-', 20],
  ['phc_', 24],
  ['phx_', 24],
  ['dt0[a-z]\\d{2}\\.', 20],
  ['EZ[AT]K', 30],
  ['rpa_', 24],
  ['vercel_', 20],
  ['cfut_', 20],
  ['v1\\.0-(?=[0-9a-f]{20})', 20],
];

const PREFIXED = new RegExp(
  `(?<![A-Za-z0-9_])(?:${PREFIXES.map(([prefix, least]) => `${prefix}[\\w.~+/=-]{${least},}`).join('|')})`,
  'g',
);

/** Shapes that no prefix marks. */
const SHAPES: readonly RegExp[] = [
  // JSON Web Tokens, whole or cut: {"… in base64url
  /(?<![A-Za-z0-9_-])ey[JK][A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,4}/g,
  // Telegram bots, Discord bots
  /(?<!\d)\d{8,10}:AA[A-Za-z0-9_-]{32,}/dg,
  /(?<![\w-])[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}/g,
  // Azure client secrets, PagerDuty
  /(?<![\w~-])[\w~.-]{3}\dQ~[\w~.-]{31,}/g,
  /(?<![\w+])u\+[A-Za-z0-9_-]{18}(?![A-Za-z0-9_-])/g,
  // password hashes of crypt(3), Argon2, PBKDF2, LDAP, PostgreSQL and MySQL
  /\$(?:[1256y]|2[abxy]|apr1|argon2(?:id?|d)|pbkdf2[\w-]*|scrypt|gy|7|sha1|md5)\$[\w./+=,$-]{12,}/g,
  /(?<!\w)pbkdf2_sha\d+\$[\w./+=$-]{12,}/g,
  /\{(?:S?SHA(?:256|384|512)?|S?MD5|CRYPT|PBKDF2[\w-]*|ARGON2)\}[\w./+=$-]{12,}/g,
  /SCRAM-SHA-\d+\$[\w.:/+=$-]{12,}/g,
  /(?<![\w*])\*[0-9A-F]{40}(?![0-9A-F])/g,
  // webhooks: whoever has the address can post
  /(?<=hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)[\w/-]{8,}/g,
  /(?<=discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/)[\w/-]{8,}/g,
  /(?<=webhook\.office\.com\/webhookb2\/)[\w@/-]{8,}/g,
  /(?<=events\.pagerduty\.com\/integration\/)[\w-]{8,}/g,
  /(?<=hooks\.zapier\.com\/hooks\/catch\/)[\w/-]{6,}/g,
  /(?<=api\.telegram\.org\/bot)[\w:-]{8,}/g,
  // Sentry's DSN and the like: https://KEY@host
  /(?<=:\/\/)[0-9a-f]{32}(?:@|:[0-9a-f]{32}@)/g,
];

/** Tokens and keys that can be told by their looks alone. */
export function findTokens(text: string): Span[] {
  return [PREFIXED, ...SHAPES].flatMap((shape) =>
    [...text.matchAll(shape)].map(({ 0: found, index }): Span => {
      const value = found.replace(/[.@=/~+-]+$/, (end) => (end.startsWith('=') ? end : ''));
      return { start: index, end: index + value.length, kind: 'secret' };
    }),
  );
}
