import { randomUUID } from 'node:crypto';
import { type WebSocket, WebSocketServer } from 'ws';
import { createMailbox } from './mailbox.ts';
import { asRecord } from './slack-workspace.ts';

/** Slack's side of Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode). */
export interface SocketModeServer {
  readonly url: string;
  /** Connections so far, and those that were refused. */
  readonly opened: number;
  /** Sends an envelope once a client is connected, and gives its id. What is not acknowledged comes again on the next connection, in another envelope. */
  send(type: string, payload: Record<string, unknown>): Promise<string>;
  /** Sends what `send` sent once more, over the newest connection, as Slack does when an acknowledgement was late. */
  repeat(id: string): void;
  /** The next id of `send` that the client acknowledged; waits for it. */
  acknowledged(): Promise<string>;
  /** Does not hear acknowledgements until it is told to: they are lost. */
  deafen(isDeaf: boolean): void;
  /** The next connection that no test has seen yet; waits for it. */
  connected(): Promise<void>;
  /** Greets only once `gate` resolves. */
  greetAfter(gate: Promise<unknown>): void;
  /** Turns the next connections away, as when an app has too many. */
  refuse(connections: number): void;
  /** Breaks every connection without a word. */
  drop(): void;
  /** Tells the clients to connect again, as Slack does every few hours. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'too_many_websockets'): void;
  close(): Promise<void>;
}

interface Sent {
  readonly id: string;
  readonly type: string;
  readonly payload: Record<string, unknown>;
  attempts: number;
}

export async function startSocketModeServer(): Promise<SocketModeServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const connections = createMailbox<WebSocket>();
  const acknowledgements = createMailbox<string>();
  const greeted: WebSocket[] = [];
  const waiting = new Map<string, Sent>();
  const envelopes = new Map<string, Sent>();
  let opened = 0;
  let refusals = 0;
  let isDeaf = false;
  let gate: Promise<unknown> = Promise.resolve();

  const newest = () => greeted.filter((socket) => socket.readyState === socket.OPEN).at(-1);
  const deliver = (socket: WebSocket | undefined, sent: Sent) => {
    if (socket === undefined) return;
    const envelope_id = randomUUID();
    envelopes.set(envelope_id, sent);
    const retry = { retry_attempt: sent.attempts, ...(sent.attempts > 0 && { retry_reason: 'timeout' }) };
    sent.attempts += 1;
    const { type, payload } = sent;
    socket.send(JSON.stringify({ type, envelope_id, payload, accepts_response_payload: false, ...retry }));
  };
  const disconnect = (socket: WebSocket, reason: string) =>
    socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'test' } }));
  server.on('connection', (socket) => {
    opened += 1;
    socket.on('message', (data) => {
      const sent = envelopes.get(String(asRecord(JSON.parse(String(data))).envelope_id));
      if (sent === undefined || isDeaf) return;
      waiting.delete(sent.id);
      acknowledgements.put(sent.id);
    });
    if (refusals > 0) {
      refusals -= 1;
      disconnect(socket, 'too_many_websockets');
      return;
    }
    void gate.then(() => {
      socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
      greeted.push(socket);
      connections.put(socket);
      for (const sent of waiting.values()) deliver(socket, sent);
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return {
    url: `ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    get opened() {
      return opened;
    },
    send: async (type, payload) => {
      const sent = { id: randomUUID(), type, payload, attempts: 0 };
      waiting.set(sent.id, sent);
      deliver(newest(), sent);
      return sent.id;
    },
    repeat: (id) => {
      for (const sent of new Set(envelopes.values())) if (sent.id === id) deliver(newest(), sent);
    },
    acknowledged: () => acknowledgements.take(),
    deafen: (deaf) => {
      isDeaf = deaf;
    },
    connected: async () => {
      await connections.take();
    },
    greetAfter: (next) => {
      gate = next;
    },
    refuse: (count) => {
      refusals = count;
    },
    drop: () => {
      for (const socket of server.clients) socket.terminate();
    },
    disconnect: (reason) => {
      for (const socket of server.clients) disconnect(socket, reason);
    },
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
