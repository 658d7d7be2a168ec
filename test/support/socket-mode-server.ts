import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { createMailbox } from './mailbox.ts';
import { asRecord } from './slack-workspace.ts';

/** Slack's side of Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode), for one connection at a time. */
export interface SocketModeServer {
  readonly url: string;
  /** Sends an envelope once a client is connected, and gives its id. */
  send(type: string, payload: Record<string, unknown>): Promise<string>;
  /** The next envelope id that the client acknowledged; waits for it. */
  acknowledged(): Promise<string>;
  close(): Promise<void>;
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const HANDSHAKE_KEY = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 1;
const CLOSE = 8;

export async function startSocketModeServer(): Promise<SocketModeServer> {
  const connections = createMailbox<Duplex>();
  const acknowledgements = createMailbox<string>();
  const open = new Set<Duplex>();
  const server = createServer();
  server.on('upgrade', (request, socket) => {
    const key = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}${HANDSHAKE_KEY}`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
    );
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    readFrames(socket, (opcode, text) => {
      if (opcode === TEXT) acknowledgements.put(String(asRecord(JSON.parse(text)).envelope_id));
      if (opcode === CLOSE) socket.end(frame(CLOSE, ''));
    });
    socket.write(frame(TEXT, JSON.stringify({ type: 'hello', num_connections: 1 })));
    connections.put(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  let current: Duplex | undefined;
  return {
    url: `ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    send: async (type, payload) => {
      current ??= await connections.take();
      const envelopeId = randomUUID();
      current.write(
        frame(
          TEXT,
          JSON.stringify({ type, envelope_id: envelopeId, payload, accepts_response_payload: false }),
        ),
      );
      return envelopeId;
    },
    acknowledged: () => acknowledgements.take(),
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Frames from a client are masked; the tests send none in pieces and none over 64 KB. */
function readFrames(socket: Duplex, onFrame: (opcode: number, text: string) => void): void {
  let buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (buffer.length >= 6) {
      const short = buffer.readUInt8(1) & 0x7f;
      const head = short === 126 ? 4 : 2;
      const length = short === 126 ? buffer.readUInt16BE(2) : short;
      if (buffer.length < head + 4 + length) return;
      const mask = buffer.subarray(head, head + 4);
      const body = buffer
        .subarray(head + 4, head + 4 + length)
        .map((byte, index) => byte ^ (mask[index % 4] ?? 0));
      onFrame(buffer.readUInt8(0) & 0x0f, Buffer.from(body).toString('utf8'));
      buffer = buffer.subarray(head + 4 + length);
    }
  });
}

function frame(opcode: number, text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126 ? Buffer.from([0x80 | opcode, body.length]) : Buffer.from([0x80 | opcode, 126, 0, 0]);
  if (body.length >= 126) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}
