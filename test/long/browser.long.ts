import type { Browser, Locator, Page } from 'playwright-core';
import { HAS_CHROMIUM, launchChromium } from '../workspace/chromium.ts';
import { type LocalPasteur, startLocalPasteur } from '../workspace/local-pasteur.ts';

/** Captured from nginx 1.22.1 in front of a port where nothing listens; addresses and names made up. */
const NGINX_LINE =
  '2026/11/21 10:21:58 [error] 32736#32736: *1 connect() failed (111: Connection refused) while connecting to upstream, ' +
  'client: 10.20.0.14, server: shop.example.com, request: "GET /api/checkout HTTP/1.1", ' +
  'upstream: "http://10.20.3.7:8080/api/checkout", host: "shop.example.com"';
const TITLE = 'nginx cannot connect to its upstream';

const describeInBrowser = HAS_CHROMIUM ? describe : describe.skip;
if (!HAS_CHROMIUM)
  console.warn('browser tests skipped: no chromium (apt-get install chromium, or set PASTEUR_CHROMIUM)');

describeInBrowser('the page in a browser', () => {
  let pasteur: LocalPasteur;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let foreign: string[];

  beforeAll(async () => {
    [pasteur, browser] = await Promise.all([startLocalPasteur(), launchChromium()]);
  });

  afterAll(async () => {
    await browser?.close();
    await pasteur?.stop();
  });

  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: pasteur.url });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    faults = [];
    foreign = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('request', (request) => !request.url().startsWith(pasteur.url) && foreign.push(request.url()));
    await page.goto(pasteur.url);
    await composer('Pasteur').waitFor();
  });

  afterEach(async () => {
    await page.context().close();
    expect(faults).toEqual([]);
    expect(foreign).toEqual([]);
  });

  const composer = (name: string): Locator => page.getByRole('textbox', { name: `Message ${name}` });
  const thread = (): Locator => page.getByRole('complementary', { name: 'Thread' });
  const openChannel = (name: string) => page.getByRole('navigation').getByRole('button', { name }).click();

  async function paste(field: Locator, text: string): Promise<void> {
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await field.focus();
    await page.keyboard.press('Control+V');
  }

  test('answers a pasted nginx line with the entry, its evidence and its steps, and takes a button press', async () => {
    await paste(composer('Pasteur'), NGINX_LINE);
    await page.keyboard.press('Enter');
    const answer = thread()
      .getByRole('article', { name: /^Pasteur/ })
      .first();
    await answer.getByText(TITLE, { exact: true }).waitFor();
    const text = (await answer.textContent()) ?? '';
    expect(text).toContain('connect() failed (111: Connection refused) while connecting to upstream');
    expect(text).toMatch(/Causes.*Steps/s);
    expect(text).toContain('knowledge/nginx/upstream-connection-refused.md');

    await answer.getByRole('button', { name: 'Helpful' }).click();
    const noted = thread()
      .getByRole('article', { name: /^Pasteur/ })
      .last();
    await noted.getByText('Only visible to you').waitFor();
  });

  test('copies a command of the answer', async () => {
    await page.getByRole('button', { name: 'nginx: 502 Bad Gateway' }).click();
    const answer = thread()
      .getByRole('article', { name: /^Pasteur/ })
      .first();
    const command = answer.locator('.code').nth(1);
    await command.hover();
    await command.getByRole('button', { name: 'Copy' }).click();
    await command.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      await command.locator('pre').textContent(),
    );
  });

  test('runs /triage from its hint and answers only you', async () => {
    await openChannel('incidents');
    await composer('#incidents').pressSequentially('/tr');
    await page.getByText('/triage [').waitFor();
    await page.keyboard.press('Tab');
    await paste(composer('#incidents'), NGINX_LINE);
    await page.keyboard.press('Enter');
    const answer = page.getByRole('article').filter({ hasText: 'Only visible to you' });
    await answer.getByText(TITLE, { exact: true }).waitFor();
  });

  test('opens a form for /triage alone and triages what is submitted', async () => {
    await openChannel('general');
    await composer('#general').fill('/triage');
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Triage an error' });
    await form.getByRole('textbox').fill(NGINX_LINE);
    await form.getByRole('button', { name: 'Triage' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('article').getByText(TITLE, { exact: true }).waitFor();
  });

  test("triages a colleague's message from its menu, by keyboard alone", async () => {
    await openChannel('incidents');
    const message = page.getByRole('article', { name: /^Mara Lindqvist/ }).first();
    await message.getByRole('button', { name: 'More actions' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Triage this' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await thread().getByText(TITLE, { exact: true }).waitFor();
  });

  test('answers a mention in a channel in its thread', async () => {
    await openChannel('general');
    await composer('#general').pressSequentially('@pas');
    await page.keyboard.press('Tab');
    await paste(composer('#general'), NGINX_LINE);
    await page.keyboard.press('Enter');
    await thread().getByText(TITLE, { exact: true }).waitFor();
  });

  test('keeps a pasted break as a line, and offers a long paste as a snippet that is answered', async () => {
    await paste(composer('Pasteur'), 'first\nsecond');
    expect(await composer('Pasteur').inputValue()).toBe('first\nsecond');
    await composer('Pasteur').fill('');
    const long = `${'2026/11/21 10:21:57 [notice] 1#1: start worker process 7\n'.repeat(120)}${NGINX_LINE}\n`;
    await paste(composer('Pasteur'), long);
    await page.getByRole('button', { name: 'Attach as a text snippet' }).click();
    await page.keyboard.press('Enter');
    await thread().getByText('paste.txt').waitFor();
    await thread().getByText(TITLE, { exact: true }).waitFor();
  });

  test('shows an answer that comes while another channel is open as unread', async () => {
    const second = await page.context().newPage();
    await second.goto(pasteur.url);
    await second.getByRole('navigation').getByRole('button', { name: 'alerts' }).click();
    await composer('Pasteur').fill(NGINX_LINE);
    await page.keyboard.press('Enter');
    await second
      .getByRole('navigation')
      .getByRole('button', { name: /^online Pasteur .* unread$/ })
      .waitFor();
  });

  test('opens the message that a copied link names', async () => {
    await openChannel('incidents');
    const message = page.getByRole('article', { name: /^Mara Lindqvist/ }).first();
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy link' }).click();
    await page.getByText('Link copied.').waitFor();
    await page.goto(String(await page.evaluate('navigator.clipboard.readText()')));
    await thread().getByText('Some customers get a 502').waitFor();
  });

  test('fits a phone without sideways scrolling', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Kubernetes: OOMKilled' }).click();
    await thread()
      .getByRole('article', { name: /^Pasteur/ })
      .first()
      .waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBe(0);
    await thread().getByRole('button', { name: 'Close the thread' }).click();
    await page.getByRole('button', { name: 'Channels', exact: true }).click();
    await openChannel('incidents');
    await composer('#incidents').waitFor();
  });
});
