import { type AlertDoor, createAlertSender } from './alert-sender.ts';
import { createBotDoor } from './bot/bot-door.ts';
import { startEvents } from './bot/events.ts';
import { createInteractions } from './bot/interactions.ts';
import { createResponseUrls } from './bot/response-urls.ts';
import { createRunCommand } from './bot/slash-commands.ts';
import { createChanges } from './changes.ts';
import { type Credentials, createCredentials } from './credentials.ts';
import { startSlackEmulator } from './emulator.ts';
import type { Handler } from './http-exchange.ts';
import { readManifest } from './manifest.ts';
import { createAlertRoutes } from './page-server/alert-routes.ts';
import { startFeed } from './page-server/feed.ts';
import { createFileRoutes } from './page-server/file-routes.ts';
import { readGuide } from './page-server/guide.ts';
import { createPageApi, type Route } from './page-server/page-api.ts';
import { createPageFiles } from './page-server/page-files.ts';
import { createPictureRoutes } from './page-server/picture-routes.ts';
import { createReadRoutes } from './page-server/read-routes.ts';
import { createWriteRoutes } from './page-server/write-routes.ts';
import { populate } from './populate.ts';
import { YOU } from './seed.ts';
import { createActors } from './web-api/actors.ts';
import { assistantExtensions } from './web-api/assistant.ts';
import { createEphemeralMessages, ephemeralExtensions } from './web-api/ephemeral.ts';
import { fileExtensions } from './web-api/files.ts';
import { historyExtensions } from './web-api/history.ts';
import { createFindMessage, messageExtensions } from './web-api/messages.ts';
import { createViews } from './web-api/views.ts';
import { createWebApi } from './web-api/web-api.ts';
import { createWebApiDoor } from './web-api/web-api-door.ts';

export interface JoinOptions {
  readonly publicUrl: string;
  readonly page: URL;
  readonly manifest: URL;
  readonly readme: URL;
  readonly now: () => number;
}

export interface JoinedWorkspace {
  readonly credentials: Credentials;
  readonly handlers: readonly Handler[];
  connectApp(requestUrl: string): void;
  connectAlerts(door: AlertDoor): void;
  stop(): void;
  closeEmulator(): Promise<void>;
}

/** Makes the parts of the local workspace and joins them. */
export async function joinWorkspace(options: JoinOptions): Promise<JoinedWorkspace> {
  const { publicUrl, page, readme, now } = options;
  const manifest = await readManifest(options.manifest);
  const credentials = createCredentials();
  const actors = createActors(credentials);
  const { bot, botTokens, peopleTokens } = actors;
  const you = actors.person(YOU.name);
  const emulator = await startSlackEmulator({ credentials, manifest, botTokens, peopleTokens, publicUrl });
  const changes = createChanges();
  const ephemeral = createEphemeralMessages({ changes, credentials, now });
  const findMessage = createFindMessage((method, params) => emulator.call(you.nextToken(), method, params));
  let youId = '';
  const views = createViews(
    changes,
    () => youId,
    async (actor, file) => (await emulator.call(actor.nextToken(), 'files.info', { file })).ok,
  );
  const webApi = createWebApi(emulator, {
    ...messageExtensions(changes, credentials, findMessage),
    ...ephemeralExtensions(ephemeral, () => youId),
    ...fileExtensions(changes, findMessage),
    ...historyExtensions,
    ...views.extensions,
    ...assistantExtensions(changes),
  });
  const directory = await populate(webApi, actors, credentials, manifest);
  youId = directory.you.id;

  const door = createBotDoor(credentials.signingSecret, now);
  const events = startEvents({
    door,
    changes,
    credentials,
    now,
    teamId: directory.teamId,
    subscribed: manifest.botEvents,
    isDirectMessage: (channel) => channel === directory.botChannel.id,
  });
  const responseUrls = createResponseUrls({ publicUrl, webApi, bot, ephemeral, now });
  const shared = { door, credentials, directory, webApi, bot, responseUrls, changes };
  const interactions = createInteractions({ ...shared, views, ephemeral, findMessage, now });
  const runCommand = createRunCommand(shared);

  const alertSender = createAlertSender(now);
  const feed = startFeed(changes);
  let isConnected = false;
  const sendGuide: Route = async ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(await readGuide(readme));
    return undefined;
  };
  const pageApi = createPageApi({
    ...createReadRoutes({
      webApi,
      you,
      directory,
      manifest,
      ephemeral,
      views,
      feed,
      isConnected: () => isConnected,
      alertSender,
    }),
    ...createWriteRoutes({
      webApi,
      you,
      directory,
      interactions,
      runCommand,
      events,
      views,
      ephemeral,
      findMessage,
    }),
    ...createFileRoutes(webApi, you, emulator),
    ...createPictureRoutes(webApi, bot, emulator),
    ...createAlertRoutes(alertSender),
    'GET /api/guide': sendGuide,
  });
  return {
    credentials,
    handlers: [
      pageApi,
      createWebApiDoor(webApi, actors, emulator, manifest.botScopes),
      responseUrls.handler,
      createPageFiles(page),
    ],
    connectApp(requestUrl) {
      door.connect(requestUrl);
      isConnected = true;
      changes.emit({ type: 'bot_connected' });
    },
    connectAlerts: alertSender.connect,
    stop() {
      events.stop();
      feed.stop();
    },
    closeEmulator: () => emulator.close(),
  };
}
