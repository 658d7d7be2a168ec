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

  test('is called wrong, the right entry is shown, and the page does not answer its like any more', async () => {
    const saved = 'ERROR zarquon stabiliser 17 drifts off course';
    await page.goto(pasteur.url);
    await ask(saved);
    await thread().getByRole('button', { name: 'Save as known error' }).waitFor();
    await thread().getByRole('button', { name: 'Save as known error' }).click();
    const form = page.getByRole('dialog', { name: 'Save as known error' });
    const field = (name: string) => form.getByRole('textbox', { name });
    await field('Phrases').waitFor();
    await field('Title').fill('Zarquon drifts');
    await field('Phrases').fill('zarquon stabiliser … drifts');
    await field('Causes').fill('The gyroscope is cold.');
    await field('Steps').fill('Warm it up.');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText(/^Saved: /).waitFor();
    await form.getByRole('button', { name: 'Close' }).last().click();

    const drill = 'WARN zarquon stabiliser 4 drifts for the yearly fire drill';
    await ask(drill);
    await thread().getByText('The gyroscope is cold.').waitFor();
    await thread().getByRole('button', { name: 'Wrong' }).click();
    const wrong = page.getByRole('dialog', { name: 'Wrong answer' });
    await wrong.getByText('Shown was: Zarquon drifts').waitFor();
    await wrong.getByRole('combobox', { name: 'Which entry is right?' }).fill('disk ful');
    await wrong.getByRole('option', { name: /linux\/disk-full/ }).click();
    await wrong.getByRole('textbox', { name: /What tells them apart/ }).fill('It was a drill.');
    await wrong.getByRole('checkbox').check();
    await wrong.getByRole('button', { name: 'Send' }).click();

    const counter = page.getByRole('dialog', { name: 'Counter-example' });
    const text = counter.getByRole('textbox', { name: /Text that it must not answer/ });
    await text.waitFor();
    expect(await text.inputValue()).toBe('zarquon stabiliser … drifts for the yearly fire drill');
    await counter.getByRole('button', { name: 'Save' }).click();
    await counter.getByText(/^Kept: /).waitFor();
    await counter.getByRole('button', { name: 'Close' }).last().click();
    await thread().getByText('“It was a drill.”').waitFor();
    await thread().getByText('Marked as wrong; the right entry is below.').waitFor();
    const kept = thread().getByRole('article').filter({ hasText: 'counter-example of Zarquon drifts' });
    await kept.getByRole('button', { name: 'Undo' }).waitFor();

    await ask(`${drill} again`);
    await thread().getByRole('article').nth(1).waitFor();
    expect(await thread().textContent()).not.toContain('The gyroscope is cold.');
    await ask('ERROR zarquon stabiliser 23 drifts badly');
    await thread().getByText('The gyroscope is cold.').waitFor();
  });
});
