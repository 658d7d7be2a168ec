import { buildAlertCard } from '../../src/slack/blocks/alert-card.ts';
import { alertView, deskOf } from '../support/alert-view.ts';
import { modelAnswer } from '../support/model-server.ts';
import { asList, asRecord } from '../support/slack-workspace.ts';
import { type SummaryRoom, startSummaryRoom } from '../support/summary-room.ts';

const KNOWN = {
  id: 'ledger/quota',
  title: 'Quota',
  page: 'knowledge/ledger/quota.md',
  causes: [],
  steps: [],
  confidence: 0.9,
};

describe('asking the model', () => {
  let room: SummaryRoom | undefined;
  afterEach(() => room?.close());

  it('about an alert that no entry knows puts its answer below the card, from its text and labels', async () => {
    const view = alertView({
      name: 'LedgerQuotaExceeded',
      summary: 'The ledger at 10.20.30.40 has no room',
      labels: { instance: '10.20.30.40', team: 'billing', service: 'ledger' },
    });
    room = await startSummaryRoom({ alerts: deskOf([view]) });
    const channel = await room.slack.channel('incidents');
    await room.slack.as('bot', 'conversations.join', { channel }).catch(() => undefined);
    const { text, blocks } = buildAlertCard(view, { canAskModel: true });
    const card = asRecord(
      (await room.slack.as('bot', 'chat.postMessage', { channel, text, blocks })).message,
    );
    await room.press(card, 'answer_ask_model', channel);
    const call = await room.model.next();
    expect(call.raw).toContain('service: ledger');
    expect(call.raw).not.toContain('10.20.30.40');
    const ended = await room.ended();
    expect(JSON.stringify(ended.blocks)).toContain('The disk of the ledger is full.');
    const { messages } = await room.slack.as('bot', 'conversations.replies', { channel, ts: card.ts });
    expect(
      asList(messages)
        .map(({ thread_ts }) => thread_ts)
        .at(-1),
    ).toBe(card.ts);
  });

  it('about an alert is not offered where no model is set up, nor where an entry knows it', () => {
    const cards = [
      buildAlertCard(alertView({ name: 'A' })),
      buildAlertCard({ ...alertView({ name: 'A' }), answer: KNOWN }, { canAskModel: true }),
    ];
    expect(JSON.stringify(cards)).not.toContain('Ask the model');
  });

  it('beside an answer that only the asker sees answers the asker alone', async () => {
    room = await startSummaryRoom();
    await room.send.command('ERROR ledger close failed: quota 4711 exceeded');
    const { blocks } = await room.send.responded();
    const buttons = asList(blocks).flatMap(({ elements }) => asList(elements));
    const button = buttons.find(({ action_id }) => action_id === 'answer_ask_model');
    await room.send.interaction({
      type: 'block_actions',
      container: {
        type: 'message',
        message_ts: '1700000009.000000',
        channel_id: 'C000000001',
        is_ephemeral: true,
      },
      channel: { id: 'C000000001', name: 'general' },
      actions: [{ ...button, block_id: 'b', action_ts: '1' }],
    });
    expect((await room.send.responded()).text).toContain('Asking the model');
    const answer = await room.send.responded();
    expect(answer.response_type).toBe('ephemeral');
    expect(JSON.stringify(answer.blocks)).toContain('The disk of the ledger is full.');
    expect(room.slack.calls('chat.postMessage')).toHaveLength(0);
  });

  it('sends none of the secrets of a paste', async () => {
    room = await startSummaryRoom();
    room.model.react({ say: modelAnswer() });
    const text = SECRETS.map(([line]) => line).join('\n');
    await room.press(await room.say(`ERROR deploy failed\n${text}`), 'answer_ask_model');
    await room.ended();
    const sent = room.model.calls.map(({ raw }) => raw).join();
    expect(sent).toContain('deploy failed');
    expect(SECRETS.map(([, secret]) => secret).filter((secret) => sent.includes(secret))).toEqual([]);
    expect(SECRETS.map(([, secret]) => secret).filter((secret) => room?.logged().includes(secret))).toEqual(
      [],
    );
  });
});

/** Lines of a log with what must not leave of each. */
const SECRETS: readonly (readonly [line: string, secret: string])[] = [
  ['remote: ghp_0123456789abcdefghijklmnopqrstuvwxAB', 'ghp_0123456789abcdefghijklmnopqrstuvwxAB'],
  ['export DB_PASSWORD=Tr0ub4dor3x9q', 'Tr0ub4dor3x9q'],
  ['dsn postgres://ledger:s3cr3tpw99@db1.corp.example:5432/ledger', 's3cr3tpw99'],
  [
    'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqb2huIn0.c2lnbmF0dXJlLXZhbHVlLTEyMw',
    'eyJzdWIiOiJqb2huIn0',
  ],
  ['aws_access_key_id=AKIAIOSFODNN7ABCDEFG', 'AKIAIOSFODNN7ABCDEFG'],
  ['mail to jane.doe@corp.example bounced', 'jane.doe@corp.example'],
  ['connect to 10.20.30.40:5432 timed out', '10.20.30.40'],
  [
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAabcdefghij0123456789\n-----END RSA PRIVATE KEY-----',
    'MIIEowIBAAKCAQEAabcdefghij0123456789',
  ],
];
