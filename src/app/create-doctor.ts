import { join } from 'node:path';
import { examineSources } from '../alerts/examine-sources.ts';
import { readAlertSettings } from '../alerts/settings.ts';
import type { Environment, Settings } from '../config.ts';
import type { Finding } from '../finding.ts';
import { examineKnowledge } from '../knowledge/examine-knowledge.ts';
import { examineRepository } from '../knowledge/propose/examine-repository.ts';
import type { Doctor } from '../slack/doctor/doctor.ts';
import { currentTeam, rowTeam } from '../store/current-team.ts';
import { examineSummaries } from './examine.ts';
import { examineSaving } from './examine-saving.ts';
import { slackNeeds } from './slack-needs.ts';
import type { Engine } from './start-engine.ts';
import { teamFolder } from './team-engines.ts';

export interface CreateDoctorOptions {
  readonly settings: Settings;
  readonly environment: Environment;
  readonly engine: Pick<Engine, 'state' | 'repositories'>;
  /** Undefined where the database is in memory. */
  readonly examineDatabase: (() => Promise<readonly Finding[]>) | undefined;
}

/** How long findings are told again, so that nobody makes the model answer over and over. */
const FRESH_MS = 30_000;

/** Examines the parts of this process. */
export async function createDoctor(options: CreateDoctorOptions): Promise<Doctor> {
  const { settings, environment, engine, examineDatabase } = options;
  // By workspace: the pages and the alerts of one are nobody else's business.
  const found = new Map<string, { readonly at: number; readonly findings: Promise<readonly Finding[]> }>();
  const { settings: alertSettings } = readAlertSettings(environment);
  const examineRest = async (): Promise<readonly Finding[]> => {
    const alerts = examineSources(alertSettings);
    const others = await Promise.all([
      ...engine.repositories.map(examineRepository),
      examineSaving(saveFolder(settings.dataFolder)),
      examineDatabase?.() ?? [],
      examineSummaries(environment),
    ]);
    return [...examineKnowledge(engine.state()), ...others.flat(), alerts];
  };
  const needs = await slackNeeds(settings, environment);
  const isOptional = settings.connection.kind === 'oauth';
  return {
    ...needs,
    // Those of the settings are looked for in every workspace, and need not be in each.
    channels: needs.channels.map((channel) => ({ ...channel, isOptional })),
    connection: settings.connection.kind === 'socket' ? 'socket' : 'http',
    ownChannels: () => {
      const channel = alertSettings.teamChannels?.get(rowTeam());
      return channel === undefined ? [] : [{ channel, use: 'alerts' }];
    },
    examineRest: () => {
      const team = rowTeam();
      const earlier = found.get(team);
      if (earlier !== undefined && performance.now() - earlier.at <= FRESH_MS) return earlier.findings;
      const findings = examineRest();
      found.set(team, { at: performance.now(), findings });
      return findings;
    },
  };
}

/** Where the workspace that is worked for saves its pages, unless the settings name a folder for it. */
function saveFolder(dataFolder: string): string {
  const team = currentTeam();
  return team === undefined ? join(dataFolder, 'knowledge') : teamFolder(join(dataFolder, 'teams'), team);
}
