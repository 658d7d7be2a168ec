import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createBotDoor } from '../../src/workspace/bot/bot-door.ts';
import { type Events, startEvents } from '../../src/workspace/bot/events.ts';
import { type Changes, createChanges } from '../../src/workspace/changes.ts';
import { createCredentials } from '../../src/workspace/credentials.ts';

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly eventId: unknown;
}

let server: Server;
let changes: Changes;
let events: Events;
let answers: number[];
let deliveries: Delivery[];
let onDelivery: () => void;

beforeEach(async () => {
  answers = [];
  deliveries = [];
  onDelivery = () => undefined;
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    deliveries.push({ headers: request.headers, eventId: JSON.parse(body).event_id });
    response.writeHead(answers.shift() ?? 200).end();
    onDelivery();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  changes = createChanges();
  const credentials = createCredentials();
  const door = createBotDoor(credentials.signingSecret, () => Date.now());
  door.connect(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
  events = startEvents({
    door,
    changes,
    credentials,
    teamId: 'T1',
    subscribed: ['message.im'],
    isDirectMessage: (channel) => channel === 'D1',
    now: () => Date.now(),
  });
});

afterEach(async () => {
  events.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function delivered(count: number): Promise<void> {
  return new Promise((resolve) => {
    onDelivery = () => deliveries.length >= count && resolve();
    onDelivery();
  });
}

test('an event that the app refuses comes again at once, marked, with the same id', async () => {
  answers = [500];
  changes.emit({ type: 'message', channel: 'D1', message: { ts: '1.1', text: 'x' } });
  await delivered(2);
  const [first, second] = deliveries;
  expect(first?.headers['x-slack-retry-num']).toBeUndefined();
  expect(second?.headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_error' });
  expect(second?.eventId).toBe(first?.eventId);
});

test('an event that the manifest does not subscribe to is not delivered', async () => {
  changes.emit({ type: 'message', channel: 'C1', message: { ts: '1.1', text: 'x' } });
  changes.emit({ type: 'message', channel: 'D1', message: { ts: '1.2', text: 'y' } });
  await delivered(1);
  expect(deliveries).toHaveLength(1);
});
