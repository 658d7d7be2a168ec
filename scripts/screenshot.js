// Takes docs/workspace.png: node scripts/screenshot.js [FILE]. Needs a build and Chromium (PASTEUR_CHROMIUM, or Debian's).
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = new URL('../', import.meta.url);
const target = process.argv[2] ?? fileURLToPath(new URL('docs/workspace.png', root));
const SAMPLE = 'nginx: 502 Bad Gateway';
const STARTS_WITHIN_MS = 15_000;

/** Starts Pasteur on a free port with no Slack tokens, and gives its address once it prints one. */
function startPasteur() {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [fileURLToPath(new URL('dist/cli/pasteur.js', root)), 'start'], {
    env: { PATH, HOME, PORT: '0', SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
      if (found !== null) resolve(found[0]);
    });
    child.once('exit', (code) =>
      reject(new Error(`pasteur start ended with ${code} before it printed an address`)),
    );
    setTimeout(() => reject(new Error('pasteur start printed no address')), STARTS_WITHIN_MS).unref();
  });
  return { child, url };
}

const { child, url } = startPasteur();
let browser;
try {
  browser = await chromium.launch({
    executablePath: process.env.PASTEUR_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  await page.goto(await url);
  await page.getByRole('button', { name: SAMPLE }).click();
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread
    .getByRole('article', { name: /^Pasteur/ })
    .getByRole('heading')
    .or(thread.locator('.code'))
    .first()
    .waitFor();
  // Away from anything that reacts to hovering.
  await page.mouse.move(640, 790);
  await mkdir(dirname(target), { recursive: true });
  await page.screenshot({ path: target });
  console.log(target);
} finally {
  await browser?.close();
  child.kill();
}
