import type { Transaction } from '../database/database.ts';

/** What a job is about: values that survive JSON, ids rather than copies of rows. */
export type JobData = Readonly<Record<string, unknown>>;

export interface JobRequest {
  readonly data: JobData;
  /**
   * Jobs of one group run one after another in the whole installation: highest priority first, then in the order of
   * sending. A job of the group that waits for its retry holds the others up. Jobs of one transaction keep the order of
   * sending; those of two have the order in which the transactions began. Default: no group.
   */
  readonly group?: string | undefined;
  /**
   * While a job with this key waits to be run for the first time, another is not added. The waiting one starts only
   * after the transaction that sent to it, so it sees all that was written before. Default: always added.
   */
  readonly singletonKey?: string | undefined;
  /** Default 0. */
  readonly startAfterSeconds?: number | undefined;
  /** Higher runs first. Default 0. */
  readonly priority?: number | undefined;
}

/** A job as its handler gets it. */
export interface Job {
  readonly id: string;
  readonly data: JobData;
  /** 1 for the first run. A higher one may follow a run that was killed half-way: see `once`. */
  readonly attempt: number;
  readonly group: string | undefined;
  /** Aborted when the time to stop is over, or when the job was lost to another worker. */
  readonly signal: AbortSignal;
}

/**
 * Runs one job, at least once. Throws RetryLater to be called again after a time, GiveUp when the job can never
 * succeed, anything else to be called again with growing pauses, until the attempts of the queue are used up.
 */
export type JobHandler = (job: Job) => Promise<void>;

/**
 * Called in the transaction that makes a job a dead letter, by whatever way it came to that: its last attempt failed, it
 * was given up, or the processes that ran it ended every time.
 */
export type OnDead = (transaction: Transaction, dead: Pick<DeadLetter, 'data' | 'fault'>) => Promise<void>;

export interface WorkOptions {
  /** Jobs at a time in this process; default 1. */
  readonly concurrency?: number;
  /** Default: nothing. */
  readonly onDead?: OnDead;
}

export interface QueueSettings {
  /** Runs of a failing job before it becomes a dead letter; default 25, about an hour and a half. */
  readonly attempts?: number;
}

/** A job that was given up. It is kept for 30 days. */
export interface DeadLetter {
  readonly id: string;
  readonly queue: string;
  readonly data: JobData;
  readonly fault: string;
  readonly attempts: number;
  readonly sentAt: Date;
  readonly diedAt: Date;
}

export interface QueueStats {
  /** Jobs that wait, those for a later time included. */
  readonly waiting: number;
  readonly running: number;
  readonly dead: number;
  /** Age of the oldest job that is due and not done; 0 when there is none. */
  readonly oldestSeconds: number;
}

/**
 * Jobs in the database: sent with the rows that they are about, run by any process, each until it is done. A job that is
 * sent for a workspace (`withTeam`) runs for it too; its group and its key are its workspace's own.
 */
export interface Queue {
  /**
   * Adds a job. Pass the transaction that writes what the job is about: both are there, or neither.
   * @returns the job's id, or undefined when one with its `singletonKey` was already waiting.
   */
  send(transaction: Transaction, queue: string, request: JobRequest): Promise<string | undefined>;
  /** Adds many jobs in a few statements. */
  sendAll(transaction: Transaction, queue: string, requests: readonly JobRequest[]): Promise<void>;
  /** Takes back the jobs of these keys that wait to be run for the first time: what they are about is done otherwise. */
  withdraw(transaction: Transaction, queue: string, singletonKeys: readonly string[]): Promise<void>;
  /** Starts to run the jobs of a queue. Once a queue. */
  work(queue: string, handler: JobHandler, options?: WorkOptions): void;
  /** Figures by queue, of the workspace that is worked for; outside of any, of all. */
  stats(): Promise<ReadonlyMap<string, QueueStats>>;
  /** The newest dead letters first, of the workspace that is worked for; outside of any, of all. */
  deadLetters(limit?: number): Promise<readonly DeadLetter[]>;
  /** Sends a dead letter again; false when there is none of this id. */
  revive(id: string): Promise<boolean>;
  /** Removes dead letters of more than 30 days ago. */
  archive(): Promise<void>;
  /** Takes no more jobs, lets running ones end for `timeoutMs` at most (default 20,000), gives the rest back. */
  stop(timeoutMs?: number): Promise<void>;
}
