import { z } from 'zod';
import type { AlertSender } from '../alert-sender.ts';
import type { Directory } from '../directory.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from '../json.ts';
import type { AppManifest } from '../manifest.ts';
import { SAMPLES } from '../samples.ts';
import type { Actor } from '../web-api/actors.ts';
import type { EphemeralMessages } from '../web-api/ephemeral.ts';
import type { OpenViews } from '../web-api/views.ts';
import type { WebApi } from '../web-api/web-api.ts';
import type { ChannelState, MessagesReply, WorkspaceState } from '../wire.ts';
import type { Feed } from './feed.ts';
import type { Routes } from './page-api.ts';

const channelQuery = z.object({ channel: z.string() });
const threadQuery = z.object({ channel: z.string(), ts: z.string() });

export interface ReadRouteOptions {
  readonly webApi: WebApi;
  readonly you: Actor;
  readonly directory: Directory;
  readonly manifest: AppManifest;
  readonly ephemeral: EphemeralMessages;
  readonly views: Pick<OpenViews, 'home'>;
  readonly feed: Feed;
  readonly isConnected: () => boolean;
  readonly alertSender: AlertSender;
}

/** What the page asks for: the workspace, a channel's messages, a thread, and the live feed. */
export function createReadRoutes(options: ReadRouteOptions): Routes {
  const { webApi, you, directory, manifest, ephemeral, views, feed, alertSender } = options;

  async function channelMessages(channel: string): Promise<readonly JsonRecord[]> {
    const reply = await webApi.call(you, 'conversations.history', { channel, limit: 200 });
    return recordsOf(reply, 'messages').toReversed();
  }

  async function channelState(channel: Directory['channels'][number]): Promise<ChannelState> {
    const info = await webApi.call(you, 'conversations.info', { channel: channel.id });
    const lastRead = textOf(recordOf(info, 'channel'), 'last_read') ?? '';
    const messages = await channelMessages(channel.id);
    const unread = messages.filter(
      (message) => (textOf(message, 'ts') ?? '') > lastRead && message.user !== directory.you.id,
    );
    return { ...channel, unread: unread.length };
  }

  return {
    'GET /api/state': async (): Promise<WorkspaceState> => ({
      teamName: directory.teamName,
      you: directory.you,
      people: directory.people,
      channels: await Promise.all(directory.channels.map(channelState)),
      app: {
        name: manifest.name,
        userId: directory.people.find(({ isBot }) => isBot)?.id ?? '',
        channelId: directory.botChannel.id,
        isConnected: options.isConnected(),
        commands: manifest.commands,
        shortcuts: manifest.shortcuts,
      },
      samples: SAMPLES,
      alerts: {
        channelId: alertChannelId(directory, alertSender.channel() ?? '#alerts'),
        samples: alertSender.samples(),
      },
      home: views.home(),
    }),

    'GET /api/messages': async ({ given }): Promise<MessagesReply> => {
      const { channel } = channelQuery.parse(given);
      const hidden = ephemeral.inChannel(channel).filter(({ thread_ts }) => thread_ts === undefined);
      return { messages: inOrder([...(await channelMessages(channel)), ...hidden]) };
    },

    'GET /api/thread': async ({ given }): Promise<MessagesReply> => {
      const { channel, ts } = threadQuery.parse(given);
      const reply = await webApi.call(you, 'conversations.replies', { channel, ts });
      const hidden = ephemeral.inChannel(channel).filter(({ thread_ts }) => thread_ts === ts);
      return { messages: inOrder([...recordsOf(reply, 'messages'), ...hidden]) };
    },

    'GET /api/feed': async ({ response }) => {
      feed.connect(response);
      return undefined;
    },
  };
}

function alertChannelId({ channels }: Directory, channel: string): string | undefined {
  return channels.find(({ id, name }) => channel === id || channel.replace(/^#/, '') === name)?.id;
}

function inOrder(messages: readonly JsonRecord[]): readonly JsonRecord[] {
  return messages.toSorted((one, other) =>
    (textOf(one, 'ts') ?? '') < (textOf(other, 'ts') ?? '') ? -1 : 1,
  );
}
