import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const manifestSchema = z.object({
  display_information: z.object({ name: z.string() }),
  features: z
    .object({
      slash_commands: z
        .array(
          z.object({
            command: z.string(),
            description: z.string().default(''),
            usage_hint: z.string().default(''),
          }),
        )
        .default([]),
      shortcuts: z
        .array(z.object({ name: z.string(), type: z.string(), callback_id: z.string() }))
        .default([]),
    })
    .prefault({}),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z
    .object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
});

/** What the local workspace needs to know of the app that it has installed. */
export interface AppManifest {
  readonly name: string;
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usageHint: string;
  }[];
  /** Message shortcuts: the app's lines in a message's menu. */
  readonly shortcuts: readonly { readonly name: string; readonly callbackId: string }[];
  readonly botScopes: readonly string[];
  readonly botEvents: readonly string[];
}

/**
 * Reads the very manifest that a real workspace would install, so that a scope or an event
 * that is missing there is missing here as well.
 */
export async function readManifest(path: URL): Promise<AppManifest> {
  const manifest = manifestSchema.parse(parse(await readFile(path, 'utf8')));
  return {
    name: manifest.display_information.name,
    commands: manifest.features.slash_commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      usageHint: usage_hint,
    })),
    shortcuts: manifest.features.shortcuts
      .filter(({ type }) => type === 'message')
      .map(({ name, callback_id }) => ({ name, callbackId: callback_id })),
    botScopes: manifest.oauth_config.scopes.bot,
    botEvents: manifest.settings.event_subscriptions.bot_events,
  };
}
