import type { Alert } from '../../src/alerts/alert.ts';
import { createLogger } from '../../src/log.ts';
import type { AnswerLog as SlackAnswerLog } from '../../src/slack/answers/answer-log.ts';
import type { PasteStore as SlackPasteStore } from '../../src/slack/answers/paste-store.ts';
import type { DeliveryLog as SlackDeliveryLog } from '../../src/slack/delivery/delivery-log.ts';
import type { DraftStore as SlackDraftStore } from '../../src/slack/save/draft-store.ts';
import type { AlertReport } from '../../src/store/alerts/alert-record.ts';
import { openStore } from '../../src/store/open-store.ts';

test('an opened store serves the shapes that other rooms declare', async () => {
  const store = await openStore({ log: createLogger('silent'), queues: {} });
  try {
    const deliveries: SlackDeliveryLog = store.deliveries;
    const pastes: SlackPasteStore = store.pastes;
    const answers: SlackAnswerLog = store.answers;
    const drafts: SlackDraftStore = store.drafts;
    expect(await drafts.get('none')).toBeUndefined();
    expect(await answers.find('C1', '1.0')).toBeUndefined();
    const report = (alert: Alert): AlertReport => alert;
    expect(report).toBeDefined();
    expect(await deliveries.begin('Ev')).toBe('fresh');
    const key = await pastes.put({ text: 'a', notes: [] });
    expect(await pastes.get(key)).toEqual({ text: 'a', notes: [] });
    // The upkeep has its one job, however often the store is opened.
    expect((await store.queue.stats()).get('upkeep')).toMatchObject({ waiting: 1, dead: 0 });
  } finally {
    await store.close();
  }
});
