import type { webApi } from '@slack/bolt';
import type { Entry } from '../knowledge/entry.ts';
import type { KnowledgeState } from '../knowledge/knowledge-state.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { AskLog } from '../store/asks.ts';
import type { HomePictures } from '../store/home-pictures.ts';
import type { Installations } from '../store/installations.ts';
import type { Triage } from '../triage/result.ts';
import type { AlertDesk } from './alerts/alert-desk.ts';
import type { AnswerLog } from './answers/answer-log.ts';
import type { PasteStore } from './answers/paste-store.ts';
import type { Watch } from './channels/watch.ts';
import type { Turns } from './conversation/turns.ts';
import type { SteadyDeliveries } from './delivery/steady-deliveries.ts';
import type { Doctor } from './doctor/doctor.ts';
import type { FeedbackDesk } from './feedback/feedback-desk.ts';
import type { FileDoor } from './reading/files.ts';
import type { Saving } from './save/saving.ts';
import type { SlackSettings } from './settings.ts';
import type { SummaryDesk } from './summary/summary-desk.ts';

/** What somebody thought of an answer. Holds no text of the paste. */
export interface Feedback {
  readonly kind: 'helpful' | 'not_this' | 'wrong';
  /** Key of the entry, see `entryKey`. */
  readonly entry: string;
  readonly user: string;
  readonly channel: string | undefined;
}

/** What every listener works with. */
export interface Room {
  /** The engine of the moment; asked anew for each paste, since pages are reloaded while Pasteur runs. */
  readonly triage: () => Triage;
  /** The entries of the moment, for people who name one; empty where they are not told. */
  readonly entries: () => readonly Entry[];
  readonly log: Logger;
  /** Default: nothing is counted. */
  readonly metrics?: Metrics | undefined;
  readonly settings: SlackSettings;
  readonly deliveries: SteadyDeliveries;
  readonly pastes: PasteStore;
  readonly answers: AnswerLog;
  /** What was asked, for reports. */
  readonly asks: AskLog;
  readonly homePictures: HomePictures;
  readonly turns: Turns;
  readonly files: FileDoor;
  /** For calls that only adorn an answer: one try, no retries, so that they never hold it up. Takes a token per call. */
  readonly quickClient: webApi.WebClient;
  /** For messages that must not stand twice: one try a call, since Slack may have taken what it did not answer. Takes a token per call. */
  readonly postClient: webApi.WebClient;
  /** How the pages stand; undefined where nobody keeps them up to date. */
  readonly knowledge?: (() => KnowledgeState) | undefined;
  /** Undefined where no alerts are taken. */
  readonly alerts?: AlertDesk | undefined;
  /** Undefined where no model is set up. */
  readonly summaries?: SummaryDesk | undefined;
  /** Undefined where Pasteur cannot examine itself. */
  readonly doctor?: Doctor | undefined;
  /** Undefined where Pasteur is in one workspace only. */
  readonly installations?: Installations | undefined;
  /** Undefined where what people think of answers is not kept. */
  readonly feedback?: FeedbackDesk | undefined;
  /** Undefined where no pages can be saved. */
  readonly saving?: Saving | undefined;
  readonly watch: Watch;
  readonly onFeedback: (feedback: Feedback) => Promise<void>;
}
