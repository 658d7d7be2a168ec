import type { Logger } from '../log.ts';
import type { AlertFigures, Alerts } from './open-alerts.ts';

/**
 * Alerts that are opened by the first message: a start that gets none needs no database. A message that comes while
 * they cannot be opened is to be sent again.
 */
export function openOnDemand(open: () => Promise<Alerts>, log: Pick<Logger, 'error'>): Omit<Alerts, 'kept'> {
  let opening: Promise<Alerts> | undefined;
  let isClosed = false;
  return {
    listener: async (request, response) => {
      try {
        if (isClosed) throw new Error('Pasteur is stopping');
        opening ??= open();
        return await (await opening).listener(request, response);
      } catch (error) {
        opening = undefined;
        log.error({ err: error }, 'alerts could not be opened; the sender is to try again');
        response.writeHead(503, { 'retry-after': '30', connection: 'close' }).end();
        return true;
      }
    },
    newestFiring: async (channel, limit) => (await opening)?.newestFiring(channel, limit) ?? [],
    figures: async () => (await opening)?.figures() ?? NO_FIGURES,
    close: async () => {
      isClosed = true;
      const opened = await opening?.catch(() => undefined);
      await opened?.close();
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
