import type { Changes } from '../changes.ts';
import { refused } from '../emulator.ts';
import { parseJson, recordsOf, textOf } from '../json.ts';
import type { MethodExtensions } from './web-api.ts';

/** Slack's methods for agents: the status line while the bot works, and prompts to start from. */
export function assistantExtensions(changes: Changes): MethodExtensions {
  return {
    'assistant.threads.setStatus': async ({ actor, params }) => {
      if (!actor.isBot) return refused('not_allowed_token_type');
      const channel = textOf(params, 'channel_id');
      const threadTs = textOf(params, 'thread_ts');
      if (channel === undefined || threadTs === undefined) return refused('invalid_arguments');
      changes.emit({ type: 'status', channel, threadTs, text: textOf(params, 'status') ?? '' });
      return { ok: true };
    },
    'assistant.threads.setSuggestedPrompts': async ({ actor, params }) => {
      if (!actor.isBot) return refused('not_allowed_token_type');
      const channel = textOf(params, 'channel_id');
      if (channel === undefined) return refused('invalid_arguments');
      const given = typeof params.prompts === 'string' ? parseJson(params.prompts) : params.prompts;
      const prompts = recordsOf({ given }, 'given').flatMap((prompt) => {
        const title = textOf(prompt, 'title');
        const message = textOf(prompt, 'message');
        return title === undefined || message === undefined ? [] : [{ title, message }];
      });
      changes.emit({ type: 'prompts', channel, prompts });
      return { ok: true };
    },
    'assistant.threads.setTitle': async () => ({ ok: true }),
  };
}
