import { type ComposeNames, composeMessage } from './compose.ts';
import type { Credentials } from './credentials.ts';
import type { Channel, Directory, Person } from './directory.ts';
import type { SlackReply } from './emulator.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from './json.ts';
import type { AppManifest } from './manifest.ts';
import { CHANNELS, OPENING_MESSAGES, PEOPLE, TEAM, YOU } from './seed.ts';
import type { Actors } from './web-api/actors.ts';
import type { WebApi } from './web-api/web-api.ts';

/** Brings the people and the bot into the channels and posts what was said before you came. */
export async function populate(
  webApi: WebApi,
  actors: Actors,
  credentials: Credentials,
  manifest: AppManifest,
): Promise<Directory> {
  const you = actors.person(YOU.name);
  const call = async (method: string, params: JsonRecord): Promise<SlackReply> => {
    const reply = await webApi.call(you, method, params);
    if (!reply.ok)
      throw new Error(`the local workspace could not be set up: ${method} said ${String(reply.error)}`);
    return reply;
  };
  const members = recordsOf(await call('users.list', {}), 'members');
  const idsByName = new Map(
    members.map((member) => [textOf(member, 'name') ?? '', textOf(member, 'id') ?? '']),
  );
  const people = PEOPLE.map(({ name, realName }) => personOf(idsByName, name, realName));
  const bot: Person = {
    id: credentials.botUserId,
    name: manifest.name.toLowerCase(),
    realName: manifest.name,
    isBot: true,
  };
  const found = recordsOf(await call('conversations.list', { types: 'public_channel' }), 'channels');
  const channels: Channel[] = [];
  for (const { name, topic } of CHANNELS) {
    const id =
      textOf(
        found.find((channel) => channel.name === name),
        'id',
      ) ?? '';
    await call('conversations.join', { channel: id });
    const guests = [...people.filter((person) => person.name !== YOU.name), bot];
    // Some of them are in already, which is an answer and no fault.
    for (const guest of guests)
      await webApi.call(you, 'conversations.invite', { channel: id, users: guest.id });
    channels.push({ id, name, kind: 'channel', topic });
  }
  const opened = await call('conversations.open', { users: bot.id });
  const botChannel: Channel = {
    id: textOf(recordOf(opened, 'channel'), 'id') ?? '',
    name: manifest.name,
    kind: 'im',
    topic: '',
  };
  const directory: Directory = {
    teamId: textOf(await call('team.info', {}).then((reply) => recordOf(reply, 'team')), 'id') ?? '',
    teamDomain: TEAM.domain,
    teamName: TEAM.name,
    you: personOf(idsByName, YOU.name, YOU.realName),
    people: [...people, bot],
    channels: [...channels, botChannel],
    botChannel,
  };
  const names = composeNames(directory);
  for (const { channel, author, text } of OPENING_MESSAGES) {
    const target = channels.find(({ name }) => name === channel);
    await webApi.call(actors.person(author), 'chat.postMessage', {
      channel: target?.id,
      ...composeMessage(text, names),
    });
  }
  return directory;
}

/** The handles and channel names that a typed message may name. */
export function composeNames({ people, channels }: Directory): ComposeNames {
  return {
    people: new Map(people.map(({ id, name }) => [name, id])),
    channels: new Map(channels.filter(({ kind }) => kind === 'channel').map(({ id, name }) => [name, id])),
  };
}

function personOf(idsByName: ReadonlyMap<string, string>, name: string, realName: string): Person {
  return { id: idsByName.get(name) ?? '', name, realName, isBot: false };
}
