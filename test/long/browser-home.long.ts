import type { Browser, Page } from 'playwright-core';
import { HAS_CHROMIUM, launchChromium } from '../workspace/chromium.ts';
import { type LocalPasteur, startLocalPasteur } from '../workspace/local-pasteur.ts';

const describeInBrowser = HAS_CHROMIUM ? describe : describe.skip;

describeInBrowser('App Home in a browser', () => {
  let pasteur: LocalPasteur;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    [pasteur, browser] = await Promise.all([startLocalPasteur(), launchChromium()]);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  });

  afterAll(async () => {
    await browser?.close();
    await pasteur?.stop();
  });

  const openTab = (name: string) =>
    page.getByRole('navigation', { name: 'Tabs of Pasteur' }).getByRole('button', { name }).click();

  test('greets who has asked nothing, and shows the week to who has', async () => {
    await page.goto(pasteur.url);
    await openTab('Home');
    const home = page.getByRole('region', { name: 'Home of Pasteur' });
    await home.getByText(/^Nobody has asked anything yet/).waitFor();
    expect(await home.getByRole('img').count()).toBe(0);

    await openTab('Messages');
    await page.getByRole('button', { name: 'nginx: 502 Bad Gateway' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('nginx cannot connect to its upstream', { exact: true }).waitFor();
    await openTab('Home');
    await home.getByText(/^1 question was answered by a rule/).waitFor();
    await home.getByText(/nginx cannot connect to its upstream: once/).waitFor();
    const chart = home.getByRole('img', { name: /: 1 answered by a rule\.$/ });
    await chart.waitFor();
    expect(await chart.evaluate((image: { readonly naturalWidth?: number }) => image.naturalWidth)).toBe(
      1800,
    );
  });

  test('finds entries from its search box', async () => {
    const box = page.getByRole('textbox', { name: 'Look for an entry' });
    await box.fill('too many clients');
    await box.press('Enter');
    const found = page.getByRole('dialog', { name: 'Entries' });
    await found.getByText('PostgreSQL has no free connection slot').waitFor();
    await found.getByRole('button', { name: 'Close' }).last().click();
    expect(await box.inputValue()).toBe('too many clients');
    expect(faults).toEqual([]);
  });
});
