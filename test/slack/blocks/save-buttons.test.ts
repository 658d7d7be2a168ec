import { decodeAnswerRef } from '../../../src/slack/answers/answer-ref.ts';
import { buildAlertCard } from '../../../src/slack/blocks/alert-card.ts';
import { buildSummary } from '../../../src/slack/blocks/summary.ts';
import { alertView } from '../../support/alert-view.ts';
import { asList } from '../../support/slack-workspace.ts';

const saveButtonOf = (blocks: unknown) =>
  asList(blocks)
    .flatMap(({ elements }) => asList(elements))
    .find(({ action_id }) => action_id === 'answer_save');

test('the card of an alert that no entry knows can be saved as a known error', () => {
  const view = alertView({ name: 'A' });
  const button = saveButtonOf(buildAlertCard(view, { canSave: true }).blocks);
  expect(decodeAnswerRef(String(button?.value))?.source).toEqual({ kind: 'alert', id: view.record.id });
  expect(saveButtonOf(buildAlertCard(view).blocks)).toBeUndefined();
});

test('what a model wrote can be saved as a known error', () => {
  const source = { kind: 'message', channel: 'C1', ts: '1.0' } as const;
  const view = {
    id: 's1',
    summary: {
      summary: 'It is full.',
      likelyCauses: [],
      nextSteps: [],
      missingInformation: [],
      sources: [],
      confidence: 0.5,
    },
    model: 'm',
    sources: [],
    isCached: false,
  };
  const button = saveButtonOf(buildSummary({ ...view, save: { source, shown: [] } }).blocks);
  expect(decodeAnswerRef(String(button?.value))?.source).toEqual(source);
  expect(saveButtonOf(buildSummary(view).blocks)).toBeUndefined();
});
