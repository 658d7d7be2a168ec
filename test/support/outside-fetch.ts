import { Worker } from 'node:worker_threads';

/** A `fetch` on a thread of its own: it goes on while this thread is busy. */
export interface OutsideFetch {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Blocks this thread until a request that was sent has its answer. @returns false when it has none in time. */
  waitForAnswer(timeoutMs: number): boolean;
  close(): Promise<void>;
}

const SENDER = `
const { parentPort, workerData } = require('node:worker_threads');
const answered = new Int32Array(workerData);
parentPort.on('message', async ({ url, init }) => {
  const response = await fetch(url, init);
  const body = await response.text();
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
  parentPort.postMessage({ status: response.status, body });
});`;

export function startOutsideFetch(): OutsideFetch {
  const shared = new SharedArrayBuffer(4);
  const answered = new Int32Array(shared);
  const worker = new Worker(SENDER, { eval: true, workerData: shared });
  let sent = 0;
  return {
    fetch: (url, init) => {
      sent += 1;
      const answer = new Promise<Response>((resolve, reject) => {
        worker.once('error', reject);
        worker.once('message', ({ status, body }: { status: number; body: string }) =>
          resolve(new Response(body, { status })),
        );
      });
      worker.postMessage({ url, init });
      return answer;
    },
    waitForAnswer: (timeoutMs) => {
      const before = sent - 1;
      return Atomics.load(answered, 0) > before || Atomics.wait(answered, 0, before, timeoutMs) === 'ok';
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
