/**
 * `owner/name` of a repository at the GitHub that an API belongs to; undefined for one that is elsewhere.
 * @param apiUrl https://api.github.com, https://api.NAME.ghe.com, or https://HOST/api/v3.
 */
export function gitHubName(url: string, apiUrl: string): string | undefined {
  const host = new URL(apiUrl).hostname.replace(/^api\./, '');
  const [, , userHost = '', path = ''] =
    /^(https?|ssh):\/\/([^/]+)\/(.*)$/.exec(url) ?? /^()([^/:]+):(.*)$/.exec(url) ?? [];
  const ownHost = userHost.replace(/^.*@/, '').replace(/:\d+$/, '');
  const name = /^\/*([\w.-]+\/[\w.-]+?)(?:\.git)?\/*$/.exec(path)?.[1];
  return ownHost.toLowerCase() === host.toLowerCase() ? name : undefined;
}

/** Address of the form for a new pull request from a branch, for a browser. */
export function newPullUrl(name: string, apiUrl: string, branch: string): string {
  const { protocol, host } = new URL(apiUrl);
  return `${protocol}//${host.replace(/^api\./, '')}/${name}/pull/new/${branch}`;
}
