import type { ServerResponse } from 'node:http';
import type { Changes } from '../changes.ts';

/** Often enough that no proxy or browser takes the stream for dead. */
const HEARTBEAT_MS = 20_000;

/** The page's live feed: every change as one server-sent event. */
export interface Feed {
  connect(response: ServerResponse): void;
  stop(): void;
}

export function startFeed(changes: Changes): Feed {
  const connected = new Set<ServerResponse>();
  const unsubscribe = changes.subscribe((change) => {
    const frame = `data: ${JSON.stringify(change)}\n\n`;
    for (const response of connected) response.write(frame);
  });
  const heartbeat = setInterval(() => {
    for (const response of connected) response.write(': alive\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    connect(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 1000\n\n');
      connected.add(response);
      response.on('close', () => connected.delete(response));
    },
    stop() {
      unsubscribe();
      clearInterval(heartbeat);
      for (const response of connected) response.end();
    },
  };
}
