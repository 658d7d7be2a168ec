import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadKnowledge } from '../src/knowledge/load-knowledge.ts';
import { createTriage } from '../src/triage/create-triage.ts';

const ROOT = join(import.meta.dirname, '..');

const RULES = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ alert: z.string(), annotations: z.object({ runbook_url: z.string() }) })),
    }),
  ),
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

test('every alert rule points to a page of the knowledge, and that page knows the alert', async () => {
  const file = readFileSync(join(ROOT, 'deploy/prometheus-rules.yml'), 'utf8');
  const rules = RULES.parse(parse(file)).groups.flatMap((group) => group.rules);
  const triage = createTriage(await loadKnowledge(join(ROOT, 'knowledge/pasteur')));
  expect(rules.length).toBeGreaterThan(0);
  for (const { alert, annotations } of rules) {
    const [first] = triage(`[FIRING:1] ${alert}`).matches;
    expect([alert, `${first?.id}.md`]).toEqual([alert, annotations.runbook_url]);
  }
});

(hasPromtool || process.env.CI !== undefined ? test : test.skip)(
  'every alert rule fires for its fault, and none for a service that is well',
  () => {
    const cases = join(ROOT, 'test/fixtures/prometheus-rules.yml');
    const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', cases], { encoding: 'utf8' });
    expect({ status, said: `${stdout}${stderr}` }).toMatchObject({ status: 0 });
  },
);

test('compose.yaml names only services, volumes and settings that there are', () => {
  const compose = z
    .object({
      services: z.record(
        z.string(),
        z.object({
          depends_on: z.record(z.string(), z.unknown()).default({}),
          volumes: z.array(z.string()),
        }),
      ),
      volumes: z.record(z.string(), z.unknown()),
    })
    .parse(parse(readFileSync(join(ROOT, 'compose.yaml'), 'utf8')));
  const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
  const given = readFileSync(join(ROOT, 'compose.yaml'), 'utf8');
  for (const { depends_on, volumes } of Object.values(compose.services)) {
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(depends_on)));
    const named = volumes.map((volume) => volume.split(':')[0] ?? '');
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named));
  }
  for (const [, setting] of given.matchAll(/\$\{(\w+)/g)) expect(example).toContain(`\n${setting}=`);
});
