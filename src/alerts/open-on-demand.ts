import type { Logger } from '../log.ts';
import type { AlertFigures, Alerts } from './open-alerts.ts';

/** Opening takes seconds of the processor, which the start of the rest, and the first look at a page, need more. */
const OPEN_AFTER_MS = 1500;

/**
 * Alerts that are opened in the background, `openAfterMs` after the start (default 1500), or by the first message where
 * that comes earlier: nobody waits for the database who does not need it. A message that comes while they cannot be
 * opened is to be sent again.
 */
export function openOnDemand(
  open: () => Promise<Alerts>,
  log: Pick<Logger, 'error'>,
  openAfterMs: number = OPEN_AFTER_MS,
): Omit<Alerts, 'kept'> {
  let opening: Promise<Alerts> | undefined;
  let isClosed = false;
  const opened = async (): Promise<Alerts> => {
    if (isClosed) throw new Error('Pasteur is stopping');
    opening ??= open();
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  const timer = setTimeout(() => {
    opened().catch((error: unknown) => {
      log.error({ err: error }, 'alerts could not be opened; the first message tries again');
    });
  }, openAfterMs);
  timer.unref();
  return {
    listener: async (request, response) => {
      try {
        return await (await opened()).listener(request, response);
      } catch (error) {
        log.error({ err: error }, 'alerts could not be opened; the sender is to try again');
        response.writeHead(503, { 'retry-after': '30', connection: 'close' }).end();
        return true;
      }
    },
    takePost: async (post, isEdit) => (await opened()).takePost(post, isEdit),
    watched: {
      list: async () => (await opening)?.watched.list() ?? [],
      add: async (channel, user) => (await opened()).watched.add(channel, user),
      remove: async (channel) => (await opening)?.watched.remove(channel) ?? false,
    },
    get: async (id) => (await opening)?.get(id),
    byThread: async (channel, threadTs) => (await opening)?.byThread(channel, threadTs),
    newestFiring: async (channel, limit) => (await opening)?.newestFiring(channel, limit) ?? [],
    figures: async () => (await opening)?.figures() ?? NO_FIGURES,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      const last = await opening?.catch(() => undefined);
      await last?.close();
    },
  };
}

const NO_FIGURES: AlertFigures = {
  byStatus: { firing: 0, acknowledged: 0, resolved: 0 },
  unposted: 0,
  dead: 0,
  waiting: 0,
  oldestSeconds: 0,
  deadLetters: [],
};
