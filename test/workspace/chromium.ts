import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium unless told otherwise. */
const EXECUTABLE = process.env.PASTEUR_CHROMIUM ?? '/usr/bin/chromium';

/** Where it is missing, browser tests are skipped, but not where everything must run. */
export const HAS_CHROMIUM = existsSync(EXECUTABLE) || process.env.CI === 'true';

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
