import type { AlertView } from '../../alerts/alert-poster.ts';
import type { AlertFigures } from '../../alerts/open-alerts.ts';

/** What people can ask about alerts. */
export interface AlertDesk {
  /** Unresolved alerts with a card in a channel, the newest first. */
  newestFiring(channel: string, limit: number): Promise<readonly AlertView[]>;
  figures(): Promise<AlertFigures>;
}
