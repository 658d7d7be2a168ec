import { z } from 'zod';
import { SOURCE_NAMES } from '../../alerts/sources/source-names.ts';
import type { AlertSender } from '../alert-sender.ts';
import { ALERT_ACTIONS, LARGEST_STORM, type SentAlerts } from '../wire.ts';
import type { Routes } from './page-api.ts';

const order = z.object({
  source: z.enum(SOURCE_NAMES),
  action: z.enum(ALERT_ACTIONS),
  count: z.int().min(1).max(LARGEST_STORM).default(1),
  isForged: z.boolean().default(false),
});

/** Alerts that the person at the page sends in the name of a monitoring system. */
export function createAlertRoutes(sender: AlertSender): Routes {
  return {
    'POST /api/alert': ({ given }): Promise<SentAlerts> => sender.send(order.parse(given)),
  };
}
