import { findAccounts } from './accounts.ts';
import { findInCommandLines } from './command-lines.ts';
import { findEmails } from './emails.ts';
import { findHeaders } from './headers.ts';
import { findHosts } from './hosts.ts';
import { findIpAddresses } from './ip-addresses.ts';
import { findKeyValues } from './key-values.ts';
import { findKubernetesSecrets } from './kubernetes-secrets.ts';
import { findPrivateKeys } from './private-keys.ts';
import { findRandomTexts } from './random-text.ts';
import type { Detector } from './span.ts';
import { findTokens } from './token-shapes.ts';
import { findInUrls } from './urls.ts';
import { findUsers } from './users.ts';

/** All that Pasteur looks for itself. */
export const detectors: readonly Detector[] = [
  findPrivateKeys,
  findTokens,
  findHeaders,
  findKeyValues,
  findKubernetesSecrets,
  findInCommandLines,
  findInUrls,
  findRandomTexts,
  findEmails,
  findAccounts,
  findIpAddresses,
  findHosts,
  findUsers,
];
