import { readShown } from './alert-fleet-shown.ts';
import { asList, asRecord, startSlackWorkspace } from './slack-workspace.ts';

/*
 * The emulated Slack of a fleet in a process of its own: it takes no time from those who send, and goes on while
 * replicas are killed. Asked over the channel to its parent: `{id, ask, …}`, answered by `{id, reply}` or `{id, fault}`.
 */
const slack = await startSlackWorkspace();
const channel = await slack.channel('incidents');
slack.react('conversations.info', () => ({ ok: true, channel: { id: channel, is_ext_shared: false } }));

async function answer(message: Record<string, unknown>): Promise<unknown> {
  switch (message.ask) {
    case 'shown':
      return readShown(slack, channel);
    case 'calls':
      return asList(message.methods).map(({ method }) => [method, slack.calls(String(method)).length]);
    case 'threads':
      return slack.calls('chat.postMessage').map(({ args }) => args.thread_ts);
    case 'directMessage':
      return slack.directMessage();
    case 'write': {
      const place = message.place === 'direct' ? await slack.directMessage() : channel;
      const { ts } = await slack.as('asker', 'chat.postMessage', { channel: place, text: message.text });
      return { channel: place, ts };
    }
    case 'replies': {
      const { messages } = await slack.as('bot', 'conversations.replies', {
        channel: message.channel,
        ts: message.ts,
        limit: 100,
        include_all_metadata: true,
      });
      return asList(messages).slice(1);
    }
    case 'slow':
      slack.slow(String(message.method), Number(message.waitMs));
      return undefined;
    case 'fail': {
      const failures = asList(message.failures).map(({ status, headers, isDone }) => ({
        status: Number(status),
        headers: Object.fromEntries(
          Object.entries(asRecord(headers)).map(([name, value]) => [name, String(value)]),
        ),
        isDone: isDone === true,
      }));
      slack.fail(String(message.method), ...failures);
      return undefined;
    }
    default:
      throw new Error(`there is no question ${String(message.ask)}`);
  }
}

process.on('message', (given: unknown) => {
  const message = asRecord(given);
  answer(message).then(
    (reply) => process.send?.({ id: message.id, reply }),
    (error: unknown) => process.send?.({ id: message.id, fault: String(error) }),
  );
});
// The parent is gone: nobody will ask any more.
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0, reply: slack.apiUrl });
