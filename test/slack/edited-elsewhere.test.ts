import { createMemoryAnswerLog } from '../../src/slack/answers/answer-log.ts';
import { createMemoryDeliveryLog } from '../../src/slack/delivery/delivery-log.ts';
import { createMailbox } from '../support/mailbox.ts';
import { type ReplicaRoom, startReplicaRoom } from '../support/replica-room.ts';
import { ASKER } from '../support/slack-workspace.ts';

const LINE = 'connect() failed (111: Connection refused) while connecting to upstream';
const TS = '1700000000.000100';

describe('of two replicas, the one that hears of', () => {
  let room: ReplicaRoom;
  let channel: string;

  beforeEach(async () => {
    // What a database shares between them.
    const deliveries = createMemoryDeliveryLog();
    room = await startReplicaRoom([deliveries, deliveries], { answers: createMemoryAnswerLog() });
    channel = await room.slack.directMessage();
  });
  afterEach(() => room.close());

  const deliver = (replica: number, event: Record<string, unknown>) =>
    room.send[replica]?.event({ type: 'message', channel_type: 'im', channel, ...event });
  /** Asks the first one, which cannot post before `change` was delivered to the second. */
  const whileAnswering = async (change: Record<string, unknown>) => {
    const gate = createMailbox<undefined>();
    room.slack.react('chat.postMessage', () => gate.take());
    await deliver(0, { user: ASKER, ts: TS, text: LINE });
    await room.slack.next('assistant.threads.setStatus');
    await deliver(1, change);
    gate.put(undefined);
  };

  it('an edit while the other is still answering edits that answer', async () => {
    await whileAnswering({
      subtype: 'message_changed',
      message: { type: 'message', user: ASKER, ts: TS, text: 'it is slow' },
      previous_message: { type: 'message', user: ASKER, ts: TS, text: LINE },
    });
    expect((await room.slack.next('chat.update')).args.text).toContain('Slow answers');
  });

  it('a deletion while the other is still answering deletes that answer', async () => {
    await whileAnswering({ subtype: 'message_deleted', deleted_ts: TS });
    await room.slack.next('chat.postMessage');
    await room.slack.next('chat.delete');
  });
});
