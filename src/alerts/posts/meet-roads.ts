import type { AlertRecord } from '../../store/alerts/alert-record.ts';
import { POST_SOURCE } from '../../store/alerts/alert-record.ts';
import { foldAlert, lockTwins } from '../../store/alerts/alert-twins.ts';
import type { Database } from '../../store/database/database.ts';
import type { Alert } from '../alert.ts';
import { parseStoredAlert } from '../stored-alert.ts';
import { POST_LABELS } from './alert-of-post.ts';
import { coversAlert, fingerprintsOf, isSameAlert, objectsOf } from './same-alert.ts';

/**
 * `alone`: no other road has told of it. `joined`: it is one with another now, and `keeper` is followed. `covered`: a
 * post about several alerts that have threads of their own.
 */
export type Meeting =
  | { readonly kind: 'alone' | 'covered' }
  | { readonly kind: 'joined'; readonly keeper: AlertRecord<Alert> };

/**
 * Finds out, when an alert would be shown, whether another road told of it before: then both are one, in the thread of
 * the first. Two that might be meant, and any doubt, leave it alone.
 */
export async function meetRoads(database: Database, record: AlertRecord<Alert>): Promise<Meeting> {
  const isPost = record.source === POST_SOURCE;
  // What has been shown keeps its thread; the other joins it.
  if (isShown(record) || (isPost && record.report.source !== POST_SOURCE)) return { kind: 'alone' };
  return database.transaction(async (transaction): Promise<Meeting> => {
    const names = {
      fingerprints: isPost ? fingerprintsOf(record.report) : [],
      label: POST_LABELS.object,
      values: objectsOf(record.report),
    };
    const found = await lockTwins(transaction, record, names, parseStoredAlert);
    const others = found.filter(({ messageState }) => messageState !== 'dead');
    const twins = others.filter(({ report }) =>
      isPost
        ? isSameAlert(record.report, report)
        : report.source === POST_SOURCE && isSameAlert(report, record.report),
    );
    const [twin] = twins;
    if (isPost && twin === undefined && others.some(({ report }) => coversAlert(record.report, report)))
      return { kind: 'covered' };
    if (twin === undefined || twins.length > 1) return { kind: 'alone' };
    const isTwinFirst = isShown(twin) || twin.firstSeen <= record.firstSeen;
    const [keeper, folded] = isTwinFirst ? [twin, record] : [record, twin];
    await foldAlert(transaction, keeper, folded, isPost ? twin : record);
    return { kind: 'joined', keeper };
  });
}

function isShown({ messageState }: AlertRecord<Alert>): boolean {
  return messageState !== 'none';
}
