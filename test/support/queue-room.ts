import { createLogger } from '../../src/log.ts';
import type { Database } from '../../src/store/database/database.ts';
import { createQueue } from '../../src/store/queue/create-queue.ts';
import type { Job, JobHandler, JobRequest, Queue } from '../../src/store/queue/queue.ts';

/** A queue of a test's own, `post`, with three attempts a job, on a database that other tests use too. */
export interface QueueRoom {
  readonly queue: Queue;
  readonly name: string;
  send(request: JobRequest): Promise<string | undefined>;
  /** Works with a handler and gives the jobs as they come. */
  work(handler: JobHandler, concurrency?: number): JobStream;
}

/** Jobs in the order in which they were started. */
export interface JobStream {
  readonly started: readonly Job[];
  /** Resolves when so many were started. */
  until(count: number): Promise<void>;
}

let rooms = 0;

export async function openQueueRoom(database: Database, name = `post${++rooms}`): Promise<QueueRoom> {
  const queue = await createQueue({
    database,
    log: createLogger('silent'),
    queues: { [name]: { attempts: 3 } },
  });
  return {
    queue,
    name,
    send: (request) => database.transaction((transaction) => queue.send(transaction, name, request)),
    work: (handler, concurrency = 1) => {
      const stream = createJobStream();
      queue.work(
        name,
        async (job) => {
          stream.push(job);
          await handler(job);
        },
        { concurrency },
      );
      return stream;
    },
  };
}

function createJobStream(): JobStream & { push(job: Job): void } {
  const started: Job[] = [];
  const waiting = new Set<() => void>();
  return {
    started,
    push: (job) => {
      started.push(job);
      for (const check of waiting) check();
    },
    until: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (started.length < count) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}

/** A promise that a test resolves. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
