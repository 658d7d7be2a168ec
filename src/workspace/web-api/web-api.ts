import type { SlackEmulator, SlackReply } from '../emulator.ts';
import type { JsonRecord } from '../json.ts';
import type { Actor } from './actors.ts';

export interface MethodCall {
  readonly actor: Actor;
  readonly method: string;
  readonly params: JsonRecord;
}

export type Forward = (params: JsonRecord) => Promise<SlackReply>;

/**
 * What the workspace does around one method of the emulator: change the call, answer in its place,
 * and tell what happened. Methods with no extension go through as they are.
 */
type MethodExtension = (call: MethodCall, forward: Forward) => Promise<SlackReply>;

export type MethodExtensions = Readonly<Record<string, MethodExtension>>;

/** Slack's Web API as the page and the bot see it: the emulator, with what it misses put in front. */
export interface WebApi {
  call(actor: Actor, method: string, params: JsonRecord): Promise<SlackReply>;
}

export function createWebApi(emulator: SlackEmulator, extensions: MethodExtensions): WebApi {
  const known = new Map(Object.entries(extensions));
  return {
    call(actor, method, params) {
      const forward: Forward = (changed) => emulator.call(actor.nextToken(), method, changed);
      const extension = known.get(method);
      return extension === undefined ? forward(params) : extension({ actor, method, params }, forward);
    },
  };
}
