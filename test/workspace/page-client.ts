import type { Change } from '../../src/workspace/changes.ts';
import type { WorkspaceState } from '../../src/workspace/wire.ts';

/** Speaks to the workspace server as the page does, without a browser. */
export interface PageClient {
  state(): Promise<WorkspaceState>;
  get(path: string): Promise<{ status: number; body: Record<string, unknown> }>;
  post(path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }>;
  /** Waits for the first change, from the connection on, that fits. */
  change(fits: (change: Change) => boolean): Promise<Change>;
  close(): void;
}

export async function connectPage(url: string): Promise<PageClient> {
  const abort = new AbortController();
  const changes: Change[] = [];
  const waiting = new Set<() => void>();
  const feed = await fetch(`${url}/api/feed`, { signal: abort.signal });
  void readFeed(feed, (change) => {
    changes.push(change);
    for (const look of waiting) look();
  }).catch(() => undefined);

  const read = async (response: Response) => ({
    status: response.status,
    body: JSON.parse(await response.text()),
  });
  return {
    state: async () => JSON.parse(await (await fetch(`${url}/api/state`)).text()),
    get: async (path) => read(await fetch(`${url}${path}`)),
    post: async (path, body) =>
      read(
        await fetch(`${url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: url },
          body: JSON.stringify(body),
        }),
      ),
    change: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = changes.find(fits);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => abort.abort(),
  };
}

async function readFeed(feed: Response, onChange: (change: Change) => void): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of feed.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      if (frame.startsWith('data: ')) onChange(JSON.parse(frame.slice(6)));
    }
  }
}
