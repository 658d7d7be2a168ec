import { join } from 'node:path';
import { examineSources } from '../alerts/examine-sources.ts';
import { isAnySetUp, readAlertSettings } from '../alerts/settings.ts';
import { type Environment, readSettings, type Settings, settingFaults } from '../config.ts';
import { PasteurError } from '../errors.ts';
import type { Finding } from '../finding.ts';
import { examineKnowledge } from '../knowledge/examine-knowledge.ts';
import { examineRepository } from '../knowledge/propose/examine-repository.ts';
import { createLogger } from '../log.ts';
import { readSummarySettings } from '../summary/settings.ts';
import { examinePort } from './examine-port.ts';
import { slackNeeds } from './slack-needs.ts';
import { startEngine } from './start-engine.ts';

export interface ExamineOptions {
  readonly environment: Environment;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Looks at all that a start with these settings would need, and starts nothing. */
export async function examine({ environment, now }: ExamineOptions): Promise<readonly Finding[]> {
  const faults = [
    ...settingFaults(environment),
    ...readAlertSettings(environment).faults,
    ...readSummarySettings(environment).faults,
  ];
  if (faults.length > 0) {
    return faults.map((message) => ({
      check: 'settings',
      level: 'fail',
      message,
      cure: 'set it in the environment or in .env; all else is looked at once the settings are sound',
    }));
  }
  const settings = readSettings(environment);
  const parts = await Promise.all([
    examinePages(settings, { environment, now }),
    examineConnection(settings, environment),
    examineStore(settings, now),
    examineAlerts(settings, environment),
    examineSummaries(environment),
  ]);
  return [{ check: 'settings', level: 'ok', message: 'all are sound' }, ...parts.flat()];
}

/** The model, where one is set up. The library is only loaded then. */
export async function examineSummaries(environment: Environment): Promise<readonly Finding[]> {
  const { settings } = readSummarySettings(environment);
  if (settings === undefined) {
    return [{ check: 'model', level: 'ok', message: 'none is set up, so nothing is sent' }];
  }
  const [{ createOpenAiClient }, { examineModel }] = await Promise.all([
    import('../summary/openai-client.ts'),
    import('../summary/examine-model.ts'),
  ]);
  return [await examineModel(createOpenAiClient(settings), settings)];
}

async function examinePages(
  settings: Settings,
  { environment, now }: ExamineOptions,
): Promise<readonly Finding[]> {
  try {
    const engine = await startEngine({ settings, log: createLogger('silent'), environment, now });
    const repositories = await Promise.all(engine.repositories.map(examineRepository));
    const findings = examineKnowledge(engine.state());
    await engine.close();
    return [...findings, ...repositories.flat()];
  } catch (error) {
    if (!(error instanceof PasteurError)) throw error;
    return [{ check: 'knowledge', level: 'fail', message: error.message, cure: 'mend PASTEUR_KNOWLEDGE' }];
  }
}

async function examineConnection(settings: Settings, environment: Environment): Promise<readonly Finding[]> {
  const { connection, slackApiUrl, host, port } = settings;
  if (connection.kind === 'local') {
    const message = 'none is set: npm start opens a workspace on this machine, not your Slack';
    const cure = 'set SLACK_BOT_TOKEN, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET, as README.md says';
    return [{ check: 'token', level: 'warn', message, cure }];
  }
  const door = 'give Slack https://your.address/slack/events for events, interactivity and the slash command';
  if (connection.kind === 'oauth') {
    const message = 'each workspace gets its own at /slack/install; /triage doctor there looks at it';
    const use = `${door}, and https://your.address/slack/oauth_redirect as redirect URL`;
    return [
      { check: 'token', level: 'ok', message },
      await examinePort({ check: 'connection', host, port, use }),
    ];
  }
  // Bolt is only loaded where there is a Slack to ask.
  const { examineSlack } = await import('../slack/doctor/examine-slack.ts');
  const findings = await examineSlack({
    ...(await slackNeeds(settings, environment)),
    botToken: connection.botToken,
    appToken: connection.kind === 'socket' ? connection.appToken : undefined,
    slackApiUrl,
    log: createLogger('silent'),
  });
  if (connection.kind === 'socket') return findings;
  return [...findings, await examinePort({ check: 'connection', host, port, use: door })];
}

async function examineStore(settings: Settings, now: () => number): Promise<readonly Finding[]> {
  if (settings.connection.kind === 'local') return [];
  const { examineDatabasePlace } = await import('../store/database/examine-database.ts');
  const folder = join(settings.dataFolder, 'database');
  return examineDatabasePlace({ url: settings.databaseUrl, folder, now });
}

async function examineAlerts(settings: Settings, environment: Environment): Promise<readonly Finding[]> {
  const { connection, host, port } = settings;
  if (connection.kind === 'local') return [];
  const alerts = readAlertSettings(environment).settings;
  const found = examineSources(alerts);
  const ownPort = alerts.port ?? (connection.kind === 'socket' ? port : undefined);
  if (!isAnySetUp(alerts) || ownPort === undefined) return [found];
  const use = 'monitoring systems post there';
  return [found, await examinePort({ check: 'alerts', host, port: ownPort, use })];
}
