// Takes docs/workspace.png and docs/alert.png: node scripts/screenshot.js [FOLDER]. Needs a build, Chromium
// (PASTEUR_CHROMIUM, or Debian's) and a font with emoji, such as Debian's fonts-noto-color-emoji.
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = new URL('../', import.meta.url);
const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('docs', root)));
const SAMPLE = 'nginx: 502 Bad Gateway';
const ALERT_SOURCE = 'grafana';
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

async function takePicture(browser, address, name, show) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  await page.goto(address);
  await show(page);
  // Away from anything that reacts to hovering.
  await page.mouse.move(640, 790);
  const path = join(folder, name);
  await page.screenshot({ path });
  await page.close();
  console.log(path);
}

async function showAnswer(page) {
  await page.getByRole('button', { name: SAMPLE }).click();
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread
    .getByRole('article', { name: /^Pasteur/ })
    .getByRole('heading')
    .or(thread.locator('.code'))
    .first()
    .waitFor();
}

async function showAlert(page) {
  await page.getByRole('button', { name: 'Send an alert' }).click();
  await page.getByRole('combobox', { name: 'Monitoring system' }).selectOption(ALERT_SOURCE);
  await page.getByRole('button', { name: 'Fire', exact: true }).click();
  await page.getByRole('heading', { name: /Firing/ }).waitFor();
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
  await mkdir(folder, { recursive: true });
  await takePicture(browser, await url, 'workspace.png', showAnswer);
  await takePicture(browser, await url, 'alert.png', showAlert);
} finally {
  await browser?.close();
  child.kill();
}
