import type { SourceName } from '../alerts/sources/source-names.ts';
import type { Channel, Person } from './directory.ts';
import type { JsonRecord } from './json.ts';
import type { Sample } from './samples.ts';

/** What the page and the workspace server say to each other. */
export interface WorkspaceState {
  readonly teamName: string;
  readonly you: Person;
  readonly people: readonly Person[];
  readonly channels: readonly ChannelState[];
  readonly app: AppState;
  readonly samples: readonly Sample[];
  readonly alerts: AlertsState;
  /** The app's Home tab as it published it last. */
  readonly home?: JsonRecord | undefined;
}

/** Tabs of an app's direct message. */
export const APP_TABS = ['home', 'messages'] as const;
export type AppTab = (typeof APP_TABS)[number];

export interface ChannelState extends Channel {
  readonly unread: number;
}

interface AppState {
  readonly name: string;
  readonly userId: string;
  readonly channelId: string;
  readonly isConnected: boolean;
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usageHint: string;
  }[];
  readonly shortcuts: readonly { readonly name: string; readonly callbackId: string }[];
}

export interface AlertsState {
  /** Where alerts are posted; undefined where that is no channel of the workspace. */
  readonly channelId: string | undefined;
  readonly samples: readonly AlertSample[];
}

/** An alert that a monitoring system would send. */
export interface AlertSample {
  readonly source: SourceName;
  /** The system's own name. */
  readonly name: string;
  readonly title: string;
  /** How many of it are firing. */
  readonly firing: number;
}

/** `repeat` sends the newest that fires again, `resolve` ends all of the source, `storm` fires many at once. */
export const ALERT_ACTIONS = ['fire', 'repeat', 'resolve', 'storm'] as const;
export type AlertAction = (typeof ALERT_ACTIONS)[number];

/** What the webhook answered, and to how many requests it answered just that. */
export interface WebhookAnswer {
  readonly status: number;
  readonly body: string;
  readonly times: number;
}

export interface SentAlerts {
  /** Such as `POST /alerts/grafana`. */
  readonly request: string;
  readonly answers: readonly WebhookAnswer[];
  /** How many of the source fire now. */
  readonly firing: number;
}

/** Messages, oldest first, ephemeral ones among them. */
export interface MessagesReply {
  readonly messages: readonly JsonRecord[];
}

/** `error` is a short text for the person at the page. */
export type DoneReply = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** `ts` of the message that was posted. */
export type SayReply = DoneReply & { readonly ts?: string };

/** Options of a menu, as the app gave them. */
export type OptionsReply = DoneReply & { readonly options: readonly JsonRecord[] };

export type SubmitReply = DoneReply & { readonly errors?: Readonly<Record<string, unknown>> };

/** Most alerts of one storm. */
export const LARGEST_STORM = 200;

/** Slack's own limit for a message in the composer. */
export const LONGEST_MESSAGE = 12_000;
/** From this length on, a paste is better a text snippet. */
export const LONG_PASTE = 4_000;
/** The largest file that the page sends. */
export const LARGEST_FILE_BYTES = 20 * 1024 * 1024;
