import type { Browser, Locator, Page } from 'playwright-core';
import { HAS_CHROMIUM, launchChromium } from '../workspace/chromium.ts';
import { type LocalPasteur, startLocalPasteur } from '../workspace/local-pasteur.ts';

const describeInBrowser = HAS_CHROMIUM ? describe : describe.skip;
if (!HAS_CHROMIUM)
  console.warn('browser tests skipped: no chromium (apt-get install chromium, or set PASTEUR_CHROMIUM)');

/** The first alert loads and opens a whole database, which takes its time on a busy machine. */
const OPENING_MS = 90_000;
/** A summary gathers for two seconds before each of its edits. */
const STORM_MS = 60_000;

async function openDatabase(url: string): Promise<void> {
  const response = await fetch(`${url}/api/alert`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ source: 'generic', action: 'fire' }),
  });
  expect(await response.json()).toMatchObject({ answers: [{ status: 202 }] });
}

describeInBrowser('the panel that sends alerts', () => {
  let pasteur: LocalPasteur;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    [pasteur, browser] = await Promise.all([startLocalPasteur(), launchChromium()]);
    await openDatabase(pasteur.url);
  }, OPENING_MS);

  afterAll(async () => {
    await browser?.close();
    await pasteur?.stop();
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(20_000);
    faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(pasteur.url);
    await page.getByRole('navigation').getByRole('button', { name: 'Send an alert' }).click();
  });

  afterEach(async () => {
    await page.close();
    expect(faults).toEqual([]);
  });

  const panel = (): Locator => page.getByRole('region', { name: 'Send an alert' });
  const press = (name: string) => panel().getByRole('button', { name, exact: true }).click();
  const choose = (source: string) =>
    panel().getByRole('combobox', { name: 'Monitoring system' }).selectOption(source);
  const answer = (): Locator => panel().getByRole('status');
  const card = (heading: string): Locator =>
    page.getByRole('article').filter({ has: page.getByRole('heading', { name: heading }) });

  test('fires an alert whose card says what to do, counts its repeat, and resolves it', async () => {
    await choose('datadog');
    expect(await panel().getByRole('button', { name: 'Resolve' }).isDisabled()).toBe(true);
    await press('Fire');
    await answer().getByText('202 Accepted').waitFor();
    const fired = card('Firing · Disk full');
    await fired.getByText('Causes').waitFor();
    expect(await fired.count()).toBe(1);

    await press('Repeat');
    await fired.getByText('Seen 2 times').waitFor();
    await press('Resolve');
    const resolved = card('Resolved · Disk full');
    await resolved.getByText('1 reply').waitFor();
    expect(await fired.count()).toBe(0);
    expect(await panel().getByRole('button', { name: 'Resolve' }).isDisabled()).toBe(true);
  });

  test('fires by keyboard alone', async () => {
    await panel().getByRole('combobox').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Opsgenie');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await card('Firing · etcd: mvcc: database space exceeded').waitFor();
  });

  test(
    'sums a storm up in one message, which follows when all is resolved',
    async () => {
      await choose('grafana');
      await panel().getByRole('spinbutton', { name: 'A storm of' }).fill('15');
      await press('Fire storm');
      await answer().getByText('POST /alerts/grafana × 15').waitFor();
      const summary = page.getByRole('article').filter({ hasText: /\d+ alerts at once/ });
      await summary.waitFor();
      await press('Resolve all 15');
      await summary.getByText(/0 firing/).waitFor();
      expect(await summary.count()).toBe(1);
    },
    STORM_MS,
  );

  test('shows why the webhook refuses what another secret signed', async () => {
    await panel().getByRole('checkbox', { name: 'Sign with a wrong secret' }).check();
    await choose('pagerduty');
    await press('Fire');
    await answer().getByText('401 Unauthorized').waitFor();
    expect(await answer().textContent()).toContain('no signature v1 in X-PagerDuty-Signature fits');
  });

  test('fits a phone without sideways scrolling', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await press('Fire');
    await card('Firing · KubePodCrashLooping').waitFor();
    const inside = await page.evaluate(
      `[...document.querySelectorAll('.alert-panel, .alert-panel *')].every((element) => element.getBoundingClientRect().right <= innerWidth)`,
    );
    expect(inside).toBe(true);
  });
});
