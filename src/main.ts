import { config } from 'dotenv';
import { readAlertSettings } from './alerts/settings.ts';
import { type RunningApp, startApp } from './app.ts';
import { readSettings } from './config.ts';
import type { Connection } from './connection.ts';
import { createLogger } from './log.ts';
import { readSummarySettings } from './summary/settings.ts';

/** How long a stop may take before the process gives up on it; Kubernetes and others kill after 30 seconds. */
const STOP_TIMEOUT_MS = 25_000;

/** Runs Pasteur until it is told to stop. Resolves once everything is up; rejects with what to do when it is not. */
export async function runProcess(write: (text: string) => void): Promise<void> {
  config({ quiet: true });
  const settings = readSettings(process.env, [
    ...readAlertSettings(process.env).faults,
    ...readSummarySettings(process.env).faults,
  ]);
  const log = createLogger(settings.logLevel);
  let app: RunningApp | undefined;
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'stopping');
    // A kill at any moment loses nothing, and nothing has been taken yet.
    if (app === undefined) process.exit(0);
    const timer = setTimeout(() => {
      log.error({ timeoutMs: STOP_TIMEOUT_MS }, 'stop took too long; what was running is given up');
      process.exit(1);
    }, STOP_TIMEOUT_MS);
    app.stop().then(
      () => {
        clearTimeout(timer);
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ error: error instanceof Error ? error.message : String(error) }, 'stop failed');
        process.exit(1);
      },
    );
  };
  // Before the start: the first process of a container gets no signal that it does not handle.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  app = await startApp({ settings, log, now: Date.now, environment: process.env });
  write(greeting(settings.connection.kind, app.url, app.entryCount));
}

function greeting(kind: Connection['kind'], url: string | undefined, entryCount: number): string {
  const known = entryCount === 1 ? '1 entry' : `${entryCount} entries`;
  if (kind === 'local') {
    return `Pasteur knows ${known}. No Slack tokens are set, so a workspace on this machine stands in for Slack:\n\n  ${url}\n\nPress Ctrl-C to stop.\n`;
  }
  if (kind === 'oauth') {
    return `Pasteur knows ${known}. Workspaces install it at /slack/install; Slack reaches it at ${url}.\n`;
  }
  if (kind === 'http')
    return `Pasteur knows ${known}. Slack reaches it at ${url} (Event Subscriptions, Interactivity, Slash Commands).\n`;
  return `Pasteur knows ${known} and is connected to Slack by Socket Mode.\n`;
}
