import { buildStormCard } from '../../../src/slack/blocks/alert-card-storm.ts';

const STORM = {
  key: 'storm-1',
  alerts: 40,
  firing: 12,
  names: 1,
  topNames: [{ name: 'TargetDown', severity: 'high' as const, alerts: 40 }],
  since: new Date('2026-11-21T03:00:00Z'),
};

it.each([
  ['{}:{alertname="TargetDown", cluster="eu"}', 'Group alertname="TargetDown", cluster="eu" '],
  ['{}/{team="db"}:{alertname="TargetDown"}', 'Group alertname="TargetDown" '],
  ['{}:{}', 'Group {}:{} '],
  ['checkout, eu-west-1', 'Group checkout, eu-west-1 '],
])('names the group %s by what its alerts have in common', (groupKey, shown) => {
  const { blocks } = buildStormCard({ ...STORM, groupKey });
  expect(JSON.stringify(blocks).replaceAll('\\"', '"')).toContain(shown);
});
