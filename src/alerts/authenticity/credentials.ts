import type { RequestHeaders } from '../sources/source.ts';
import { type Refusal, unproven } from './refusal.ts';
import { isOneOf } from './secrets.ts';

/**
 * Bearer token, or basic authentication with the secret as password (any user) or as `user:password`; where
 * `urlToken` is given, it stands in for a missing header.
 */
export function checkCredentials(
  headers: RequestHeaders,
  secrets: readonly string[],
  urlToken: string | undefined,
): Refusal | undefined {
  const header = headers.authorization;
  if (header === undefined) {
    if (urlToken === undefined) return unproven('the header Authorization is missing (Bearer or Basic)');
    return isOneOf(urlToken, secrets) ? undefined : unproven('the token in the address is wrong');
  }
  const [, scheme = '', value = ''] = /^(\S+)\s+(.*)$/.exec(header.trim()) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return isOneOf(value, secrets) ? undefined : unproven('the bearer token in Authorization is wrong');
    case 'basic': {
      const pair = Buffer.from(value, 'base64').toString('utf8');
      const password = pair.slice(pair.indexOf(':') + 1);
      // Both are compared whatever the first says, to take the same time.
      const fits = [isOneOf(password, secrets), isOneOf(pair, secrets)];
      return fits.includes(true) ? undefined : unproven('the password in Authorization is wrong');
    }
    default:
      return unproven('the header Authorization must be of the scheme Bearer or Basic');
  }
}
