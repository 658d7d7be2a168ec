import type { Entry } from '../knowledge/entry.ts';
import type { KnowledgeState } from '../knowledge/knowledge-state.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { AskLog } from '../store/asks.ts';
import type { HomePictures } from '../store/home-pictures.ts';
import type { Triage } from '../triage/result.ts';
import type { AlertDesk } from './alerts/alert-desk.ts';
import type { AnswerLog } from './answers/answer-log.ts';
import type { PasteStore } from './answers/paste-store.ts';
import type { DeliveryLog } from './delivery/delivery-log.ts';
import type { HttpOptions, SocketModeOptions } from './delivery/receiver.ts';
import type { Doctor } from './doctor/doctor.ts';
import type { Digest } from './report/digest.ts';
import type { Feedback, Room } from './room.ts';
import type { SlackSettings } from './settings.ts';
import type { SummaryDesk } from './summary/summary-desk.ts';

interface CommonOptions extends Pick<Room, 'feedback' | 'saving'> {
  /** Bot User OAuth Token, `xoxb-…`; undefined where each workspace has its own. */
  readonly botToken?: string | undefined;
  /** Slack's Web API; default https://slack.com/api/. */
  readonly slackApiUrl?: string | undefined;
  /** The engine; asked anew for each paste. */
  readonly triage: () => Triage;
  /** The entries of the moment, for people who say which one is right; default: none can be named. */
  readonly entries?: () => readonly Entry[];
  readonly log: Logger;
  /** Default: nothing is counted. */
  readonly metrics?: Metrics | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly settings: SlackSettings;
  /** Default: in memory, for one process. */
  readonly deliveries?: DeliveryLog;
  /** Times of questions, in milliseconds. */
  readonly questions?: {
    /** How often those of cut-off processes are looked for; default 15,000. */
    readonly takeUpEveryMs?: number;
    /** How long the database may take to write one down before it is acknowledged; default 1000. */
    readonly patienceMs?: number;
    /** How long the acknowledgement waits then for the answer; default 1500. */
    readonly holdMs?: number;
  };
  /** Default: in memory, for one process. */
  readonly pastes?: PasteStore;
  /** Default: in memory, for one process. */
  readonly answers?: AnswerLog;
  readonly asks?: AskLog;
  /** Default: in memory, for one process. */
  readonly homePictures?: HomePictures;
  /** How the pages stand, for `/triage status`; default: it says nothing of them. */
  readonly knowledge?: (() => KnowledgeState) | undefined;
  /** Default: no alerts are taken. */
  readonly alerts?: AlertDesk | undefined;
  /** Default: no model is asked. */
  readonly summaries?: SummaryDesk | undefined;
  /** Default: `/triage doctor` says that it cannot. */
  readonly doctor?: Doctor | undefined;
  /** Default: no report is posted unasked. */
  readonly digest?: Digest | undefined;
  /** Called for Helpful, Not this and Wrong; default: logged only. */
  readonly onFeedback?: (feedback: Feedback) => Promise<void>;
}

/** What the Slack side of Pasteur is made of. */
export type SlackAppOptions = CommonOptions & (SocketModeOptions | HttpOptions);
