import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import type { Workspace } from '../../src/workspace/workspace.ts';

/** What reached the app, as Bolt parsed it. */
interface Received {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

export interface TinyApp {
  readonly received: Received[];
  stop(): Promise<void>;
}

/** A real Bolt app over HTTP that answers every road with a word about it. */
export async function startTinyApp(workspace: Workspace): Promise<TinyApp> {
  const receiver = new HTTPReceiver({
    signingSecret: workspace.signingSecret,
    logLevel: LogLevel.ERROR,
    // `/slow` never answers, on purpose.
    unhandledRequestHandler: () => undefined,
  });
  const app = new App({
    token: workspace.botToken,
    receiver,
    clientOptions: { slackApiUrl: workspace.slackApiUrl },
    logLevel: LogLevel.ERROR,
  });
  const received: Received[] = [];
  const note = (kind: string, body: object) => received.push({ kind, body: { ...body } });

  app.event('app_mention', async ({ body, event, client }) => {
    note('app_mention', body);
    await client.chat.postMessage({ channel: event.channel, thread_ts: event.ts, text: 'You called?' });
  });
  app.message(async ({ body, message, client }) => {
    note('message', body);
    if (!('channel_type' in message) || message.channel_type !== 'im') return;
    const actions = {
      type: 'actions' as const,
      elements: [
        { type: 'button' as const, text: { type: 'plain_text' as const, text: 'Press' }, action_id: 'press' },
      ],
    };
    await client.chat.postMessage({
      channel: message.channel,
      thread_ts: message.ts,
      text: 'An answer',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*An answer*' } }, actions],
    });
  });
  app.action('press', async ({ ack, body, respond }) => {
    await ack();
    note('action', body);
    await respond({ text: 'Pressed', replace_original: false });
  });
  app.event('app_home_opened', async ({ body, event, client }) => {
    note('home', body);
    if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: home() });
  });
  app.action('search', async ({ ack, body }) => {
    await ack();
    note('search', body);
  });
  app.command('/triage', async ({ ack, body, client }) => {
    await ack({ response_type: 'ephemeral', text: `You said ${body.text}` });
    note('command', body);
    if (body.text === 'modal') await client.views.open({ trigger_id: body.trigger_id, view: modal() });
  });
  app.command('/slow', async () => undefined);
  app.shortcut('triage_message', async ({ ack, body, respond }) => {
    await ack();
    note('shortcut', body);
    await respond({ text: 'Shared', response_type: 'in_channel' });
  });
  app.view('paste', async ({ ack, body, view }) => {
    const value = view.state.values.paste?.text?.value ?? '';
    note('view', body);
    if (value === '') await ack({ response_action: 'errors', errors: { paste: 'Paste something.' } });
    else await ack();
  });

  app.options('city', async ({ ack, options, body }) => {
    note('options', body);
    const named = ['Bergen', 'Bremen'].filter((city) => city.startsWith(options.value));
    await ack({ options: named.map((city) => ({ text: { type: 'plain_text', text: city }, value: city })) });
  });

  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the app has no port');
  workspace.connectApp(`http://127.0.0.1:${address.port}/slack/events`);
  return {
    received,
    async stop() {
      server.closeAllConnections();
      await receiver.stop();
    },
  };
}

function home() {
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  return {
    type: 'home' as const,
    blocks: [
      {
        type: 'input' as const,
        dispatch_action: true,
        label: plain('Look'),
        element: { type: 'plain_text_input' as const, action_id: 'search' },
      },
      { type: 'section' as const, text: plain('At home') },
    ],
  };
}

function modal() {
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  return {
    type: 'modal' as const,
    callback_id: 'paste',
    title: plain('Paste'),
    submit: plain('Triage'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'paste',
        label: plain('Error'),
        optional: true,
        element: { type: 'plain_text_input' as const, action_id: 'text', multiline: true },
      },
      {
        type: 'input' as const,
        block_id: 'city',
        label: plain('City'),
        optional: true,
        element: { type: 'external_select' as const, action_id: 'city', min_query_length: 0 },
      },
    ],
  };
}
