import { type AlertDraft, createAlert } from '../../src/alerts/alert.ts';
import { answerAlert } from '../../src/alerts/answer-alert.ts';
import { parsePage } from '../../src/knowledge/parse-page.ts';
import { pageWith } from '../support/pages.ts';
import { smallTriage } from '../support/small-triage.ts';

const { entries } = parsePage({
  page: 'knowledge/disk/full.md',
  id: 'disk/full',
  text: pageWith('The disk is full', ['"no space left on device"']),
});
const KNOWN = 'connect() failed (111: Connection refused)';

function answer(fields: Partial<AlertDraft>, pagesUrl?: string) {
  const alert = createAlert({
    source: 'generic',
    status: 'firing',
    severity: 'low',
    name: 'Alert',
    ...fields,
  });
  return answerAlert(alert, { triage: smallTriage, entries, pagesUrl });
}

test('the entry of which a rule fired answers', () => {
  expect(answer({ summary: KNOWN })).toMatchObject({
    id: 'nginx/upstream-connection-refused',
    confidence: 0.97,
  });
});

test('a resemblance is no answer', () => {
  expect(answer({ summary: 'the page is slow' })).toBeUndefined();
});

test.each([
  ['an id', 'disk/full'],
  ['a path', 'knowledge/disk/full.md'],
  ['a path with a slash before it', '/disk/full.md#steps'],
  ['an address of the pages', 'https://git.example/ops/knowledge/disk/full.md?plain=1#steps'],
])("the alert's own runbook wins over a guess: %s", (_name, runbookUrl) => {
  const found = answer({ summary: KNOWN, runbookUrl }, 'https://git.example/ops');
  expect(found).toMatchObject({ id: 'disk/full', confidence: undefined });
});

test.each(['https://other.example/ops/knowledge/disk/full.md', 'disk/none'])(
  'a runbook elsewhere leaves the answer to the rules: %s',
  (runbookUrl) => {
    const found = answer({ summary: KNOWN, runbookUrl }, 'https://git.example/ops');
    expect(found?.id).toBe('nginx/upstream-connection-refused');
  },
);
