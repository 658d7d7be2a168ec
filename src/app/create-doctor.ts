import { examineSources } from '../alerts/examine-sources.ts';
import { readAlertSettings } from '../alerts/settings.ts';
import type { Environment, Settings } from '../config.ts';
import type { Finding } from '../finding.ts';
import { examineKnowledge } from '../knowledge/examine-knowledge.ts';
import type { Doctor } from '../slack/doctor/doctor.ts';
import { examineSummaries } from './examine.ts';
import { slackNeeds } from './slack-needs.ts';
import type { Engine } from './start-engine.ts';

export interface CreateDoctorOptions {
  readonly settings: Settings;
  readonly environment: Environment;
  readonly engine: Pick<Engine, 'state'>;
  /** Undefined where the database is in memory. */
  readonly examineDatabase: (() => Promise<readonly Finding[]>) | undefined;
}

/** How long findings are told again, so that nobody makes the model answer over and over. */
const FRESH_MS = 30_000;

/** Examines the parts of this process. */
export async function createDoctor(options: CreateDoctorOptions): Promise<Doctor> {
  const { settings, environment, engine, examineDatabase } = options;
  let found: { readonly at: number; readonly findings: Promise<readonly Finding[]> } | undefined;
  const examineRest = async (): Promise<readonly Finding[]> => {
    const alerts = examineSources(readAlertSettings(environment).settings);
    const others = await Promise.all([examineDatabase?.() ?? [], examineSummaries(environment)]);
    return [...examineKnowledge(engine.state()), ...others.flat(), alerts];
  };
  return {
    ...(await slackNeeds(settings, environment)),
    connection: settings.connection.kind === 'socket' ? 'socket' : 'http',
    examineRest: () => {
      if (found === undefined || performance.now() - found.at > FRESH_MS) {
        found = { at: performance.now(), findings: examineRest() };
      }
      return found.findings;
    },
  };
}
