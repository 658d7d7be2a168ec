import { refused } from '../emulator.ts';
import { type JsonRecord, recordsOf, textOf } from '../json.ts';
import type { MethodExtensions } from './web-api.ts';

const DEFAULT_LIMIT = 100;
/** The emulator's largest page. */
const LARGEST_PAGE = 1000;

/** Slack's window over a history: `oldest`, `latest` and `inclusive`, none of which the emulator knows. */
export const historyExtensions: MethodExtensions = {
  'conversations.history': async ({ params }, forward) => {
    if (!hasWindow(params)) return forward(params);
    const { cursor, ...rest } = params;
    const reply = await forward({ ...rest, limit: LARGEST_PAGE });
    if (!reply.ok) return reply;
    const inWindow = recordsOf(reply, 'messages').filter(isInWindow(params));
    const limit = limitOf(params);
    return {
      ...reply,
      messages: inWindow.slice(0, limit),
      has_more: inWindow.length > limit,
      response_metadata: { next_cursor: '' },
    };
  },
  'conversations.replies': async ({ params }, forward) => {
    const reply = await forward(params);
    const messages = recordsOf(reply, 'messages');
    if (!reply.ok) return reply;
    if (messages.length === 0) return refused('thread_not_found');
    // The root of a thread comes first whatever the window.
    const [root, ...replies] = messages;
    const inWindow = hasWindow(params) ? replies.filter(isInWindow(params)) : replies;
    const limit = limitOf(params, LARGEST_PAGE);
    return {
      ...reply,
      messages: [root, ...inWindow.slice(0, limit - 1)],
      has_more: inWindow.length > limit - 1,
    };
  },
  // The workspace is shared with no other company, and says so as Slack does.
  'conversations.info': async ({ params }, forward) => {
    const reply = await forward(params);
    if (!reply.ok || typeof reply.channel !== 'object') return reply;
    const unshared = {
      is_shared: false,
      is_ext_shared: false,
      is_org_shared: false,
      is_pending_ext_shared: false,
    };
    return { ...reply, channel: { ...reply.channel, ...unshared } };
  },
};

function hasWindow(params: JsonRecord): boolean {
  return ['oldest', 'latest'].some((name) => params[name] !== undefined && params[name] !== '');
}

function isInWindow(params: JsonRecord): (message: JsonRecord) => boolean {
  const inclusive = String(params.inclusive) === 'true' || String(params.inclusive) === '1';
  const oldest = String(params.oldest ?? '') || '0';
  const latest = String(params.latest ?? '') || '9999999999.999999';
  return (message) => {
    const ts = textOf(message, 'ts') ?? '';
    return (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest));
  };
}

function limitOf(params: JsonRecord, otherwise = DEFAULT_LIMIT): number {
  const limit = Number(params.limit);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, LARGEST_PAGE) : otherwise;
}
