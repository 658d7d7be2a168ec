import type { Browser, Locator, Page } from 'playwright-core';
import { HAS_CHROMIUM, launchChromium } from '../workspace/chromium.ts';
import { type LocalPasteur, startLocalPasteur } from '../workspace/local-pasteur.ts';

const LINE = 'ERROR quuxledger frobnication 4711 denied by warden (No space left on device)';
const AGAIN = 'ERROR quuxledger frobnication 9942 denied by warden (No space left on device)';
const TITLE = 'Warden turns frobnications down';

const describeInBrowser = HAS_CHROMIUM ? describe : describe.skip;

describeInBrowser('a known error saved in a browser', () => {
  let pasteur: LocalPasteur;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [pasteur, browser] = await Promise.all([startLocalPasteur(), launchChromium()]);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(20_000);
  });

  afterAll(async () => {
    await browser?.close();
    await pasteur?.stop();
  });

  const thread = (): Locator => page.getByRole('complementary', { name: 'Thread' });
  const ask = async (text: string) => {
    const composer = page.getByRole('textbox', { name: 'Message Pasteur' });
    await composer.fill(text);
    await composer.press('Enter');
    await thread().getByText(text, { exact: true }).first().waitFor();
  };

  test('is answered from then on, until its author takes it back', async () => {
    await page.goto(pasteur.url);
    await ask(LINE);
    const save = thread().getByRole('button', { name: 'Save as known error' });
    const notThis = thread().getByRole('button', { name: 'Not this' });
    await notThis.waitFor();
    while (!(await save.isVisible())) {
      const answers = await thread().getByRole('article').count();
      await notThis.last().click();
      await thread().getByRole('article').nth(answers).waitFor();
    }

    await save.click();
    const form = page.getByRole('dialog', { name: 'Save as known error' });
    const field = (name: string) => form.getByRole('textbox', { name });
    await field('Phrases').waitFor();
    expect(await field('Phrases').inputValue()).toContain('quuxledger frobnication … denied by warden');
    await field('Title').fill(TITLE);
    await field('Causes').fill('The warden has lost its lease.');
    await field('Steps').fill('Look at the lease.\nRenew it.');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText(/^Saved: /).waitFor();
    await form.getByRole('button', { name: 'Close' }).last().click();
    const told = thread().getByRole('article').filter({ hasText: 'Saved as a known error' });
    await told.getByRole('button', { name: 'Undo' }).waitFor();

    await ask(AGAIN);
    await thread().getByText(TITLE, { exact: true }).waitFor();
    await thread().getByText('The warden has lost its lease.').waitFor();

    const asked = page.getByRole('article').filter({ hasText: LINE });
    await asked.getByRole('button', { name: /repl/ }).click();
    await told.getByRole('button', { name: 'Undo' }).click();
    await thread()
      .getByText(/^Taken back/)
      .waitFor();
    await ask(`${AGAIN} again`);
    await thread().getByRole('article').nth(1).waitFor();
    expect(await thread().textContent()).not.toContain(TITLE);
  });
});
