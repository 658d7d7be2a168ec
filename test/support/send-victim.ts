import { joinSaving } from '../../src/app/join-saving.ts';
import { startEngine } from '../../src/app/start-engine.ts';
import { createLogger } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';

/**
 * A process of its own for a test to kill: sends a saved page to its repository and prints how it stands, a line of JSON
 * each time. Arguments: its data folder, the repository's address, the address of GitHub's API, the token, and `save` to
 * save a page first.
 */
const [data = '', address = '', apiUrl = '', token = '', task] = process.argv.slice(2);
const log = createLogger('silent');
const store = await openStore({ folder: `${data}/database`, log, queues: {} });
const git = { pushes: true, pushesFolders: false, gitHubToken: token, gitHubApiUrl: apiUrl };
const engine = await startEngine({
  settings: { knowledge: [address], dataFolder: data, git },
  log,
  environment: process.env,
  now: Date.now,
});
const { pages, sending } = joinSaving({
  settings: { editors: [] },
  engine,
  drafts: store.drafts,
  proposals: store.proposals,
  log,
  now: Date.now,
});
await sending?.start(async (page) => {
  process.stdout.write(`${JSON.stringify(page)}\n`);
});
if (task === 'save') {
  const draft = {
    title: 'Ledger is locked',
    system: 'billing',
    phrases: ['ledger … is locked by session'],
    symptoms: [],
    causes: ['A nightly close was cut off.'],
    steps: ['End it.'],
    example: 'ledger 4711 is locked by session 99',
    notExamples: [],
  };
  await pages.save(draft, { author: 'Anna', day: '2026-11-21' });
}
