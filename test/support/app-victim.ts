import { startApp } from '../../src/app.ts';
import { readSettings } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';

/** A process of its own for a test to kill: starts Pasteur by its environment and tells its address. */
const app = await startApp({
  settings: readSettings(process.env),
  log: createLogger('silent'),
  now: Date.now,
  environment: process.env,
});
process.stdout.write(`${app.url ?? ''}\n`);
