import { WebSocket } from 'ws';
import { asRecord } from './slack-workspace.ts';

const MEGABYTE = 1024 * 1024;
const ADDRESS = /Debugger listening on (ws:\/\/\S+)/;

/** Settings for a process that can be measured. */
export const MEASURABLE = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/**
 * Megabytes on the heap of a process that was started with `MEASURABLE`, once its garbage is collected; `log` is what it
 * wrote at its start.
 */
export async function measureHeapMb(log: string): Promise<number> {
  const [, address] = ADDRESS.exec(log) ?? [];
  if (address === undefined) throw new Error(`the process says nothing of its inspector:\n${log}`);
  const socket = new WebSocket(address);
  const answers = new Map<number, (result: Record<string, unknown>) => void>();
  socket.on('message', (data) => {
    const { id, result } = asRecord(JSON.parse(String(data)));
    answers.get(Number(id))?.(asRecord(result));
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const ask = (id: number, method: string) =>
    new Promise<Record<string, unknown>>((resolve) => {
      answers.set(id, resolve);
      socket.send(JSON.stringify({ id, method }));
    });
  try {
    // Once is not enough for what is held by finalizers.
    await ask(1, 'HeapProfiler.collectGarbage');
    await ask(2, 'HeapProfiler.collectGarbage');
    const { usedSize } = await ask(3, 'Runtime.getHeapUsage');
    return Number(usedSize) / MEGABYTE;
  } finally {
    socket.close();
  }
}
