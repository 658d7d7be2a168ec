import { encodeAnswerRef } from '../../src/slack/answers/answer-ref.ts';
import { createMemoryDeliveryLog } from '../../src/slack/delivery/delivery-log.ts';
import { createMailbox } from '../support/mailbox.ts';
import { type OutsideFetch, startOutsideFetch } from '../support/outside-fetch.ts';
import { type ReplicaRoom, startReplicaRoom } from '../support/replica-room.ts';
import type { Deliveries } from '../support/slack-deliveries.ts';
import { ASKER } from '../support/slack-workspace.ts';
import { smallTriage } from '../support/small-triage.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';

/** Slack gives up after this time. */
const SLACK_WAITS_MS = 3000;

/** What Slack delivers, each of a kind; all of them make the engine work. */
const KINDS: readonly (readonly [string, (send: Deliveries, place: Place) => Promise<{ status: number }>])[] =
  [
    [
      'an event in a direct message',
      (send, { direct, ts }) =>
        send.event({ type: 'message', channel_type: 'im', channel: direct, user: ASKER, ts, text: LINE }),
    ],
    [
      'an event of a mention',
      (send, { channel, ts }) => send.event({ type: 'app_mention', channel, user: ASKER, ts, text: LINE }),
    ],
    ['a slash command', (send) => send.command(LINE)],
    [
      'a shortcut',
      (send, { channel, ts }) =>
        send.interaction({
          type: 'message_action',
          callback_id: 'triage_message',
          channel: { id: channel, name: 'incidents' },
          message_ts: ts,
          message: { type: 'message', ts, text: LINE },
        }),
    ],
    [
      'a form',
      (send) =>
        send.interaction({
          type: 'view_submission',
          view: {
            id: 'V1',
            type: 'modal',
            callback_id: 'paste',
            private_metadata: '',
            state: { values: { paste: { text: { type: 'plain_text_input', value: LINE } } } },
          },
        }),
    ],
    ...['answer_not_this', 'answer_why', 'answer_share'].map(
      (action_id) =>
        [
          `a press of ${action_id}`,
          (send: Deliveries, place: Place) => send.interaction(press(action_id, place)),
        ] as const,
    ),
  ];

interface Place {
  readonly direct: string;
  readonly channel: string;
  /** Time of a message in the channel. */
  readonly ts: string;
}

function press(action_id: string, { channel, ts }: Place): Record<string, unknown> {
  const value = encodeAnswerRef({
    source: { kind: 'message', channel, ts },
    shown: ['nginx/upstream-connection-refused'],
  });
  return {
    type: 'block_actions',
    container: { type: 'message', message_ts: '1700000009.000000', channel_id: channel, is_ephemeral: true },
    channel: { id: channel, name: 'incidents' },
    actions: [{ type: 'button', action_id, value, block_id: 'b', action_ts: '1' }],
  };
}

describe('Slack has its acknowledgement', () => {
  let room: ReplicaRoom;
  let outside: OutsideFetch;
  let isInTime: ReturnType<typeof createMailbox<boolean>>;

  beforeEach(async () => {
    outside = startOutsideFetch();
    isInTime = createMailbox<boolean>();
    room = await startReplicaRoom([createMemoryDeliveryLog()], {
      post: outside.fetch,
      // As slow as it may be: nothing else runs in this process until Slack has its answer.
      triage: (text, options) => {
        isInTime.put(outside.waitForAnswer(SLACK_WAITS_MS));
        return smallTriage(text, options);
      },
    });
  });
  afterEach(async () => {
    await room.close();
    await outside.close();
  });

  it.each(KINDS)('of %s before the engine is done', async (_kind, deliver) => {
    const channel = await room.slack.channel('incidents');
    const { ts } = await room.slack.as('asker', 'chat.postMessage', { channel, text: LINE });
    const direct = await room.slack.directMessage();
    const [send] = room.send;
    if (send === undefined) throw new Error('nothing delivers');
    const acknowledged = await deliver(send, { direct, channel, ts: String(ts) });
    expect(acknowledged.status).toBe(200);
    expect(await isInTime.take()).toBe(true);
  });
});
