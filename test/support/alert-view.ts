import { type AlertDraft, createAlert } from '../../src/alerts/alert.ts';
import type { AlertView } from '../../src/alerts/alert-poster.ts';
import type { AlertDesk } from '../../src/slack/alerts/alert-desk.ts';

const AT = new Date('2026-11-21T12:00:00Z');

/** A firing alert with its card, which no entry knows. */
export function alertView(fields: Partial<AlertDraft> & { readonly name: string }): AlertView {
  const report = createAlert({
    source: 'generic',
    fingerprint: fields.name,
    status: 'firing',
    severity: 'high',
    ...fields,
  });
  const record = {
    id: fields.name,
    source: 'generic',
    report,
    status: 'firing' as const,
    startsAt: AT,
    count: 1,
    reopenedCount: 0,
    firstSeen: AT,
    lastSeen: AT,
    resolvedAt: undefined,
    groupKey: undefined,
    channel: undefined,
    threadTs: undefined,
    cardTs: undefined,
    stormSince: undefined,
    messageState: 'posted' as const,
    messageFault: undefined,
    entry: undefined,
  };
  return { record, answer: undefined, isFlapping: false };
}

/** A desk that has these alerts, and nothing else to tell. */
export function deskOf(views: readonly AlertView[]): AlertDesk {
  const unused = () => Promise.reject(new Error('this desk has nothing to tell of that'));
  return {
    newestFiring: async () => views,
    find: async (id) => views.find(({ record }) => record.id === id),
    byThread: async () => undefined,
    figures: unused,
    takePost: unused,
    watched: { list: async () => [], add: unused, remove: unused },
  };
}
