import { findEmails } from './emails.ts';
import { findIpAddresses } from './ip-addresses.ts';
import type { Detector } from './span.ts';

/** All that Pasteur looks for itself. */
export const detectors: readonly Detector[] = [findEmails, findIpAddresses];
