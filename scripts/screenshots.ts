// Takes the pictures of the README from the local workspace: npm run screenshots [FOLDER]. Needs Chromium
// (PASTEUR_CHROMIUM, or Debian's) and a font with emoji, such as Debian's fonts-noto-color-emoji.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../test/workspace/chromium.ts';
import { startLocalPasteur } from '../test/workspace/local-pasteur.ts';
import { createSampleWeek } from './sample-week.ts';

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../docs', import.meta.url)));
const WIDTH = 1120;
const UNKNOWN = 'ERROR ledger 2026-11 refused by close-job-17: period is sealed';

const thread = (page: Page): Locator => page.getByRole('complementary', { name: 'Thread' });

async function ask(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: 'Message Pasteur' });
  await composer.fill(text);
  await composer.press('Enter');
}

/** What each picture shows, in the order in which they are taken. */
const PICTURES: readonly {
  readonly name: string;
  readonly height: number;
  readonly show: (page: Page) => Promise<void>;
}[] = [
  {
    name: 'answer.png',
    height: 740,
    show: async (page) => {
      await page.getByRole('button', { name: 'nginx: 502 Bad Gateway' }).click();
      await thread(page)
        .getByRole('article', { name: /^Pasteur/ })
        .locator('.code')
        .first()
        .waitFor();
    },
  },
  {
    name: 'alert.png',
    height: 760,
    show: async (page) => {
      await page.getByRole('button', { name: 'Send an alert' }).click();
      await page.getByRole('combobox', { name: 'Monitoring system' }).selectOption('grafana');
      await page.getByRole('button', { name: 'Fire', exact: true }).click();
      await page.getByRole('heading', { name: /Firing/ }).waitFor();
    },
  },
  {
    name: 'modal.png',
    height: 900,
    show: async (page) => {
      await ask(page, UNKNOWN);
      const save = thread(page).getByRole('button', { name: 'Save as known error' });
      await save.waitFor();
      await save.click();
      const form = page.getByRole('dialog', { name: 'Save as known error' });
      await form.getByRole('textbox', { name: 'Title' }).fill('The billing ledger is sealed');
      await form
        .getByRole('textbox', { name: 'Causes' })
        .fill('The month was closed while the job still ran.');
      await form
        .getByRole('textbox', { name: 'Steps' })
        .fill(
          'See who sealed it: `billingctl ledger show 2026-11`.\nOpen it again: `billingctl ledger unseal 2026-11`.',
        );
      // At the top of the form again.
      await form.getByRole('textbox', { name: 'Title' }).focus();
    },
  },
  {
    name: 'home.png',
    height: 1130,
    show: async (page) => {
      await page.getByRole('button', { name: 'Home', exact: true }).click();
      await page.getByRole('img', { name: /^Chart/ }).waitFor();
    },
  },
  {
    name: 'report.png',
    height: 1160,
    show: async (page) => {
      await ask(page, '/triage report');
      await page.getByRole('img', { name: /^Chart/ }).waitFor();
    },
  },
];

async function take(
  browser: Browser,
  url: string,
  { name, height, show }: (typeof PICTURES)[number],
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: WIDTH, height },
    colorScheme: 'light',
    timezoneId: 'UTC',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  await show(page);
  // Away from anything that reacts to hovering, and no caret.
  await page.mouse.move(WIDTH / 2, height - 2);
  const path = join(folder, name);
  await page.screenshot({ path, caret: 'hide', animations: 'disabled' });
  await page.close();
  console.log(path);
}

const week = createSampleWeek();
const [pasteur, browser] = await Promise.all([startLocalPasteur({ asks: week.asks }), launchChromium()]);
try {
  await week.fill(pasteur.workspace);
  await mkdir(folder, { recursive: true });
  for (const picture of PICTURES) await take(browser, pasteur.url, picture);
} finally {
  await browser.close();
  await pasteur.stop();
}
