import { z } from 'zod';
import {
  CONNECTION_SECRETS,
  CONNECTION_SHAPE,
  type Connection,
  connectionFaults,
  connectionOf,
} from './connection.ts';
import { ERROR_CODES, PasteurError } from './errors.ts';
import { GIT_SECRETS, GIT_SHAPE, type GitSettings, gitOf } from './git-settings.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';

/** What is kept of the texts that people paste. */
export interface KeepSettings {
  /** Whose texts are kept beside their template: nobody's, those that nothing matched, or all. */
  readonly text: 'never' | 'unmatched' | 'all';
  /** For how long, 1 to 3650. */
  readonly days: number;
}

/** Which posts of other apps are read without being asked. */
export interface WatchSettings {
  /** Ids or names of channels; people can tell Pasteur to watch more. */
  readonly channels: readonly string[];
  /** Ids of the bots or apps whose posts are read; none means all but Pasteur's own. */
  readonly bots: readonly string[];
  /** Who may tell Pasteur to watch a channel: its members, or only those who run the workspace. */
  readonly by: 'members' | 'admins';
}

/** All settings, checked and frozen. */
export interface Settings {
  readonly connection: Connection;
  /** Port of the local workspace, or of the address that Slack calls; 0 takes a free one. */
  readonly port: number;
  /** Address to listen on in HTTP mode; the local workspace is on 127.0.0.1 whatever this says. */
  readonly host: string;
  /** Knowledge folders or git addresses; empty means the pages that ship with Pasteur. */
  readonly knowledge: readonly string[];
  /** The same for single workspaces, by their ids, where there is more than one. */
  readonly teamKnowledge: ReadonlyMap<string, readonly string[]>;
  readonly git: GitSettings;
  /** Folder for what Pasteur keeps. */
  readonly dataFolder: string;
  readonly logLevel: LogLevel;
  /** Ids of channels shared with other companies in which the bot may answer. */
  readonly sharedChannels: readonly string[];
  readonly watch: WatchSettings;
  readonly keep: KeepSettings;
  /** Channel for the report of the week, by id or name, in each workspace that has it; undefined means none. */
  readonly digestChannel: string | undefined;
  /** Whether pictures are drawn, for App Home and the report of the week. */
  readonly arePicturesDrawn: boolean;
  /** Ids of people and user groups who may save known errors; empty means everybody. */
  readonly editors: readonly string[];
  /** Web address of the knowledge folder, for links to pages. */
  readonly pagesUrl: string | undefined;
  /** Address of a PostgreSQL server; undefined means a database in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Port for `/healthz`, `/readyz` and `/metrics` alone; undefined shares that of Slack, alerts or the local workspace. */
  readonly servicePort: number | undefined;
  /** Address of the Web API; undefined means Slack's own, https://slack.com/api/. The local workspace has its own. */
  readonly slackApiUrl: string | undefined;
}

/** Variables as `.env` files leave them: an empty one is not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Slack's names of channels are in lower case, in any script; its ids are capitals and digits. */
export const CHANNEL = /^(?:#?[^\s#A-Z,.]{1,80}|[CG][A-Z0-9]{7,})$/;

/** Ids of workspaces begin with T, those of organizations with E. */
const TEAM_KNOWLEDGE = /^PASTEUR_KNOWLEDGE_([TE][A-Z0-9]{6,})$/;

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be a whole number from 0 to 65535');

const ENVIRONMENT = z.object({
  ...CONNECTION_SHAPE,
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be a web address that starts with http:// or https://' })
    .optional(),
  PORT: port.default(3000),
  PASTEUR_SERVICE_PORT: port.optional(),
  HOST: z.string().default('0.0.0.0'),
  PASTEUR_KNOWLEDGE: list.default([]),
  ...GIT_SHAPE,
  PASTEUR_DATA: z.string().default('./data'),
  PASTEUR_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  PASTEUR_SHARED_CHANNELS: list.default([]),
  PASTEUR_WATCH_CHANNELS: list
    .refine(
      (channels) => channels.every((channel) => CHANNEL.test(channel)),
      'must be ids or names of channels, such as C0123456789 or #incidents',
    )
    .default([]),
  PASTEUR_WATCH_BOTS: list
    .refine(
      (bots) => bots.every((bot) => /^[AB][A-Z0-9]{6,}$/.test(bot)),
      'must be ids of bots or apps, such as B0123456789 or A0123456789',
    )
    .default([]),
  PASTEUR_WATCH_BY: z.enum(['members', 'admins'], 'must be members or admins').default('members'),
  PASTEUR_EDITORS: list
    .transform((ids) => (ids.length === 1 && ids[0] === 'everyone' ? [] : ids))
    .refine(
      (ids) => ids.every((id) => /^[UWS][A-Z0-9]{6,}$/.test(id)),
      'must be everyone, or ids of people and user groups, such as U0123456789 or S0123456789',
    )
    .default([]),
  PASTEUR_KEEP_TEXT: z
    .enum(['never', 'unmatched', 'all'], 'must be never, unmatched or all')
    .default('never'),
  PASTEUR_KEEP_DAYS: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number from 1 to 3650')
    .transform(Number)
    .refine((days) => days >= 1 && days <= 3650, 'must be a whole number from 1 to 3650')
    .default(30),
  PASTEUR_DIGEST_CHANNEL: z
    .string()
    .regex(CHANNEL, 'must be the id or the name of a channel, such as C0123456789 or #incidents')
    .optional(),
  PASTEUR_PICTURES: z.enum(['on', 'off'], 'must be on or off').default('on'),
  PASTEUR_PAGES_URL: z
    .url({ protocol: /^https?$/, error: 'must be a web address that starts with http:// or https://' })
    .optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(?:ql)?$/,
      error: 'must be an address like postgres://user:password@host:5432/pasteur',
    })
    .optional(),
});

/** Names of all settings but those of alerts (`ALERT_SETTING_NAMES`), for the README and `.env.example`, which a test compares with this list. */
export const SETTING_NAMES: readonly string[] = Object.keys(ENVIRONMENT.shape);

/** Settings whose value is a secret: a message about them must not show it. */
const SECRETS = new Set<string>([...CONNECTION_SECRETS, 'DATABASE_URL', ...GIT_SECRETS]);

/**
 * Reads all settings at once. `otherFaults` are those of settings that another part reads; they are told with ours.
 * @throws PasteurError SETTINGS_INVALID with every fault in its message.
 */
export function readSettings(environment: Environment, otherFaults: readonly string[] = []): Settings {
  const parsed = ENVIRONMENT.safeParse(givenIn(environment));
  const faults = [...settingFaults(environment), ...otherFaults];
  if (!parsed.success || faults.length > 0) {
    throw new PasteurError(
      ERROR_CODES.settingsInvalid,
      `the settings have ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
  const values = parsed.data;
  return Object.freeze({
    connection: connectionOf(values),
    port: values.PORT,
    host: values.HOST,
    knowledge: values.PASTEUR_KNOWLEDGE,
    teamKnowledge: teamKnowledgeIn(environment),
    git: gitOf(values),
    dataFolder: values.PASTEUR_DATA,
    logLevel: values.PASTEUR_LOG_LEVEL,
    sharedChannels: values.PASTEUR_SHARED_CHANNELS,
    watch: Object.freeze({
      channels: values.PASTEUR_WATCH_CHANNELS,
      bots: values.PASTEUR_WATCH_BOTS,
      by: values.PASTEUR_WATCH_BY,
    }),
    editors: values.PASTEUR_EDITORS,
    keep: Object.freeze({ text: values.PASTEUR_KEEP_TEXT, days: values.PASTEUR_KEEP_DAYS }),
    digestChannel: values.PASTEUR_DIGEST_CHANNEL,
    arePicturesDrawn: values.PASTEUR_PICTURES === 'on',
    pagesUrl: values.PASTEUR_PAGES_URL,
    databaseUrl: values.DATABASE_URL,
    servicePort: values.PASTEUR_SERVICE_PORT,
    slackApiUrl: values.SLACK_API_URL,
  });
}

/** Every fault of the settings that `readSettings` reads; empty where all is well. */
export function settingFaults(environment: Environment): readonly string[] {
  const given = givenIn(environment);
  const parsed = ENVIRONMENT.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => describeFault(issue, given));
  return [...faults, ...connectionFaults(given), ...teamKnowledgeFaults(environment)];
}

function givenIn(environment: Environment): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    SETTING_NAMES.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
}

function describeFault(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0]);
  const got = SECRETS.has(name) ? `a text of ${given[name]?.length ?? 0} characters` : `"${given[name]}"`;
  return `${name} ${issue.message}, got ${got}`;
}

/** Knowledge of single workspaces: `PASTEUR_KNOWLEDGE_T0123456789`. */
function teamKnowledgeIn(environment: Environment): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(environment).flatMap(([name, value]) => {
      const team = TEAM_KNOWLEDGE.exec(name)?.[1];
      return team === undefined || !value ? [] : [[team, list.parse(value)]];
    }),
  );
}

function teamKnowledgeFaults(environment: Environment): string[] {
  const names = Object.keys(environment).filter(
    (name) => name.startsWith('PASTEUR_KNOWLEDGE_') && environment[name],
  );
  return names.flatMap((name) => {
    if (!TEAM_KNOWLEDGE.test(name)) {
      return [`${name} must end with the id of a workspace, as PASTEUR_KNOWLEDGE_T0123456789 does`];
    }
    return environment.SLACK_CLIENT_ID
      ? []
      : [`${name} is for more than one workspace (SLACK_CLIENT_ID): set PASTEUR_KNOWLEDGE for the only one`];
  });
}
