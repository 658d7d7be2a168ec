import type { JsonRecord } from '../json.ts';
import { usePage } from './page-context.ts';
import { send } from './server.ts';

/** Somebody pressed a button or chose from a menu; resolves once the app has taken it. */
export type Press = (blockId: string, actionId: string, chosen: JsonRecord) => Promise<void>;

/** Presses in a message. */
export function usePress(channel: string, ts: string): Press {
  const { dispatch } = usePage();
  return async (blockId, actionId, chosen) => {
    const { error } = await send('/api/press', { channel, ts, blockId, actionId, chosen });
    if (error !== undefined) dispatch({ type: 'notice', text: faultText(error) });
  };
}

/** Slack's words for a failed delivery, made plain. */
export function faultText(error: string): string {
  if (error === 'operation_timeout')
    return 'The app did not answer within three seconds (operation_timeout).';
  if (error === 'dispatch_failed') return 'The app did not take it (dispatch_failed).';
  return error;
}
