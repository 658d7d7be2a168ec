import { triageOf } from '../support/pages.ts';

const page = (title: string, tag: string, rule: string, symptoms: string, cause: string): string =>
  `---\ntitle: ${title}\ntags: [${tag}]\nrules:\n  - "${rule}"\n---\n## Symptoms\n- ${symptoms}\n## Causes\n- ${cause}\n## Steps\n1. Do it.\n`;

const triage = triageOf({
  'broker/consumer-lag': page(
    'Broker consumer group falls behind',
    'broker',
    'consumer group lag above threshold',
    'the lag of the consumer group grows, messages arrive late',
    'The consumers poll too seldom, or there are fewer consumers than partitions.',
  ),
  'broker/disk-full': page(
    'Broker has no disk space left',
    'broker',
    'log directory failed with no space',
    'the broker stops, its log directory is full',
    'Retention keeps more segments than the disk holds.',
  ),
  'proxy/upstream-timeout': page(
    'Proxy upstream times out',
    'proxy',
    'upstream timed out',
    'gateway timeout after sixty seconds',
    'The backend is slow.',
  ),
});

it('shows a page that is what a report is about, though none of its signs is there word for word', () => {
  const { verdict, matches } = triage(
    'our broker is broken: messages arrive late, the group falls behind and the lag of consumers only grows',
  );
  expect([verdict, matches[0]?.id, matches[0]?.rule]).toEqual(['similar', 'broker/consumer-lag', undefined]);
});

it('takes trouble that is told without the word error for a report', () => {
  const { verdict, matches } = triage(
    'the consumer group keeps falling behind, its lag grows and messages arrive late',
  );
  expect([verdict, matches[0]?.id]).toEqual(['similar', 'broker/consumer-lag']);
});

it('stays silent when two pages are about as close', () => {
  expect(triage('the broker failed').verdict).toBe('unmatched');
});

it('stays silent on a text about the subject that reports no error', () => {
  const { verdict, nearest } = triage(
    'The consumer group keeps an offset for each partition; its lag is the number of messages that the group falls behind.',
  );
  expect([verdict, nearest[0]?.id]).toEqual(['unmatched', 'broker/consumer-lag']);
});

it('tells with low confidence what it shows without a rule', () => {
  const { matches } = triage('broker broken, consumer group falls behind, messages arrive late, lag grows');
  expect(matches[0]?.confidence).toBeLessThanOrEqual(0.6);
  expect(matches[0]?.scoreParts.map(({ name }) => name)).toContain('topic');
});
