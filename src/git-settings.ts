import { z } from 'zod';

/** How saved pages go to the git repositories that they belong to. */
export interface GitSettings {
  /** Whether they go there at all, as branches. */
  readonly pushes: boolean;
  /** Whether those of folders that are git work trees do, too. */
  readonly pushesFolders: boolean;
  /** Opens pull requests, and repositories whose addresses have no credentials; undefined leaves it at branches. */
  readonly gitHubToken: string | undefined;
  readonly gitHubApiUrl: string;
}

const GITHUB_API_URL = 'https://api.github.com';

/** Repositories are only read. */
export const NO_PUSHES: GitSettings = {
  pushes: false,
  pushesFolders: false,
  gitHubToken: undefined,
  gitHubApiUrl: GITHUB_API_URL,
};

export const GIT_SHAPE = {
  PASTEUR_GIT_PUSH: z.enum(['on', 'all', 'off'], 'must be on, all or off').default('on'),
  GITHUB_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be a token: letters, digits and signs, no spaces')
    .optional(),
  GITHUB_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be a web address that starts with http:// or https://' })
    .default(GITHUB_API_URL),
} as const;

/** A message about them must not show their value. */
export const GIT_SECRETS = ['GITHUB_TOKEN'] as const;

const VALUES = z.object(GIT_SHAPE);

export function gitOf(values: z.output<typeof VALUES>): GitSettings {
  return Object.freeze({
    pushes: values.PASTEUR_GIT_PUSH !== 'off',
    pushesFolders: values.PASTEUR_GIT_PUSH === 'all',
    gitHubToken: values.GITHUB_TOKEN,
    gitHubApiUrl: values.GITHUB_API_URL,
  });
}
