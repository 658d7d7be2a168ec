import { startAlertServer } from '../alerts/alert-server.ts';
import type { Settings } from '../config.ts';
import { createMetrics, type Metrics } from '../metrics.ts';
import type { AlertDesk } from '../slack/alerts/alert-desk.ts';
import type { HttpOptions } from '../slack/delivery/receiver.ts';
import { type Check, createServiceListener, SERVICE_PATHS, type ServiceListener } from './service-routes.ts';
import { LOCAL_HOST } from './slack-door.ts';
import type { Engine } from './start-engine.ts';

/** What tells how the process itself is: counters, probes, and where they are asked. */
export interface Service {
  readonly metrics: Metrics;
  readonly listener: ServiceListener;
  /** Whether another server answers for it; otherwise `listen` starts one. */
  readonly isShared: boolean;
  /** For the server that Slack posts to; empty where they are asked elsewhere. */
  readonly routes: NonNullable<HttpOptions['routes']>;
  /** Tells what to look at, once it is there. */
  watch(parts: { readonly engine: Engine; readonly alerts: AlertDesk }): void;
  /** Starts the server of its own, where the settings ask for one or none is there to share. */
  listen(isServed: boolean): Promise<{ close(): Promise<void> } | undefined>;
}

/** The service shares the port that Slack, alerts or the local workspace use, unless it was given one of its own. */
export function createService(
  settings: Pick<Settings, 'connection' | 'host' | 'port' | 'servicePort'>,
): Service {
  const { connection, host, port, servicePort } = settings;
  const metrics = createMetrics();
  let checks: readonly Check[] = [{ name: 'start', run: () => Promise.reject(new Error('not finished')) }];
  const listener = createServiceListener({ metrics, checks: () => checks });
  const isShared = servicePort === undefined;
  return {
    metrics,
    listener,
    isShared,
    routes:
      isShared && (connection.kind === 'http' || connection.kind === 'oauth')
        ? SERVICE_PATHS.map((path) => ({
            path,
            method: ['GET', 'HEAD'],
            handler: (request, response) => void listener(request, response),
          }))
        : [],
    watch({ engine, alerts }) {
      metrics.observe(async () => {
        const { entries, faults } = engine.state();
        const errors = faults.filter(({ level }) => level === 'error').length;
        const { byStatus, dead, waiting, oldestSeconds, deadLetters } = await alerts.figures();
        return {
          entries,
          pageFaults: { error: errors, warning: faults.length - errors },
          alerts: { ...byStatus, dead },
          queues: new Map([['alerts', { waiting, dead: deadLetters.length, oldestSeconds }]]),
        };
      });
      checks = [
        {
          name: 'knowledge',
          run: async () => {
            if (engine.state().entries === 0) throw new Error('no page could be read');
          },
        },
        {
          name: 'database',
          run: async () => {
            try {
              await alerts.figures();
            } catch {
              // A message of the driver may name the server and the user.
              throw new Error('does not answer; the log says why');
            }
          },
        },
      ];
    },
    async listen(isServed) {
      if (isShared && isServed) return undefined;
      const bind = connection.kind === 'local' ? LOCAL_HOST : host;
      return startAlertServer(listener, {
        host: bind,
        port: servicePort ?? port,
        setting: isShared ? 'PORT' : 'PASTEUR_SERVICE_PORT',
      });
    },
  };
}
