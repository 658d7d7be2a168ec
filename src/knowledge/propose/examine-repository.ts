import type { Finding } from '../../finding.ts';
import { reasonOf } from '../error-reason.ts';
import { tryPush } from './branch.ts';
import { PushRefused } from './push-refused.ts';
import { type Repository, shortName } from './repository.ts';

const CHECK = 'repository';

/** Whether a repository would take branches, and pull requests where a token is set. Changes nothing there. */
export async function examineRepository(repository: Repository): Promise<readonly Finding[]> {
  const name = shortName(repository);
  try {
    await tryPush(repository.copy);
  } catch (error) {
    const off = 'or set PASTEUR_GIT_PUSH=off, so that saved pages stay here without a word';
    return [problem(`${name} would take no saved page: ${reasonOf(error)}`, error, off)];
  }
  const ok: Finding = { check: CHECK, level: 'ok', message: `${name} takes saved pages as branches` };
  const pulls = repository.gitHub?.pulls;
  if (pulls === undefined) return [ok];
  try {
    if (await pulls.mayWrite()) return [{ ...ok, message: `${ok.message} and pull requests` }];
    const cure = 'give GITHUB_TOKEN the right to read and write contents and pull requests there';
    return [ok, { check: CHECK, level: 'warn', message: `the token may not write to ${name}`, cure }];
  } catch (error) {
    return [ok, problem(`no pull request can be opened in ${name}: ${reasonOf(error)}`, error, undefined)];
  }
}

/** A page is saved and used all the same, so it is no failure. */
function problem(message: string, error: unknown, also: string | undefined): Finding {
  const cure = error instanceof PushRefused ? error.cure.replace(/\.$/, '') : 'look whether the server is up';
  return { check: CHECK, level: 'warn', message, cure: also === undefined ? cure : `${cure}, ${also}` };
}
