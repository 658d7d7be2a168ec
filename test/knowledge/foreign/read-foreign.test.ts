import { parsePage } from '../../../src/knowledge/parse-page.ts';

const entriesOf = (id: string, text: string) => parsePage({ page: `${id}.md`, id, text }).entries;
const rulesOf = (id: string, text: string) =>
  entriesOf(id, text).flatMap(({ rules }) =>
    rules.map(
      (rule) =>
        `${rule.weak === true ? 'weak ' : ''}${rule.kind} ${rule.kind === 'alert' ? rule.name : rule.kind === 'phrase' ? rule.text : ''}`,
    ),
  );
const RUNBOOK =
  '## Meaning\nIt is bad.\n## Impact\nSlow.\n## Diagnosis\n- Look at pods.\n## Mitigation\n1. Restart it.\n2. Wait.\n';

describe('readForeign', () => {
  it('reads a runbook that is named after its alert', () => {
    expect(
      entriesOf(
        'kubernetes/KubePodCrashLooping',
        `---\ntitle: Kube Pod Crash Looping\nweight: 20\n---\n# KubePodCrashLooping\n${RUNBOOK}`,
      ),
    ).toMatchObject([
      {
        id: 'kubernetes/KubePodCrashLooping',
        title: 'Kube Pod Crash Looping',
        symptoms: ['It is bad.'],
        causes: ['Look at pods.', 'Slow.'],
        steps: ['Restart it.', 'Wait.'],
        rules: [{ kind: 'alert', name: 'KubePodCrashLooping' }],
      },
    ]);
  });

  it.each([
    ['etcdNoLeader', RUNBOOK, ['alert etcdNoLeader']],
    ['TargetDown', '## Fix\n- x', ['alert TargetDown']],
    ['Watchdog', RUNBOOK, ['pattern ', 'weak alert Watchdog']],
    ['PostgreSQL', '## Fix\n- x', []],
    ['kube-pod-crash-looping', '## Fix\n- x', ['weak alert kube-pod-crash-looping']],
    ['notes', '# Alert: DiskWillFillIn4Hours\n## Fix\n- x', ['weak alert DiskWillFillIn4Hours']],
    ['notes', '# Disk notes\n## Fix\n- x', []],
  ])('takes the name %s for what it is', (id, text, rules) => {
    expect(rulesOf(id, text)).toEqual(rules);
  });

  it('makes an entry of each error that a page lists under headings', () => {
    const page = `# Troubleshooting the importer
Some words.
## Connection refused by the broker
**Cause:** The broker is down.
**Fix:** Start it.
## \`ImportLockedError\`
### Why
Another import runs.
### What to do
1. Wait for it.
## Could not read row 12
Convert the file to UTF-8.
## Glossary
Words.
`;
    expect(entriesOf('importer', page)).toMatchObject([
      {
        id: 'importer#connection-refused-by-the-broker',
        causes: ['The broker is down.'],
        steps: ['Start it.'],
        line: 3,
      },
      {
        id: 'importer#importlockederror',
        title: 'ImportLockedError',
        causes: ['Another import runs.'],
        steps: ['Wait for it.'],
      },
      { id: 'importer#could-not-read-row-12', steps: ['Convert the file to UTF-8.'] },
    ]);
    expect(rulesOf('importer', page)).toEqual([
      'weak phrase Connection refused by the broker',
      'weak phrase ImportLockedError',
      'weak phrase Could not read row 12',
    ]);
  });

  it('takes one error among other headings, but no topic, as an entry', () => {
    const page =
      '# Troubleshooting\n## Logs\nLook.\n## Unable to listen on port 80\nStop the other one.\n## Error handling\nWords.\n';
    expect(entriesOf('troubleshooting', page).map(({ id }) => id)).toEqual([
      'troubleshooting#unable-to-listen-on-port-80',
      'troubleshooting#error-handling',
    ]);
    expect(entriesOf('guide', '# Guide\n## Error handling\nWords.\n')).toEqual([]);
  });

  it('keeps the headings inside the steps of one problem together', () => {
    const page =
      '# Disk full\n## Symptoms\n- a\n## Resolution\n### Cannot delete files\nx\n### Failed to grow\ny\n';
    expect(entriesOf('disk', page)).toMatchObject([
      { id: 'disk', steps: ['**Cannot delete files**\n\nx', '**Failed to grow**\n\ny'] },
    ]);
  });

  it('takes error texts of code spans, quotes and code blocks as weak phrases, without what varies', () => {
    const page = `# Importer
## Problem
The log says \`could not lock <file> after 30000 ms\`, run \`kubectl logs deploy/importer --since 1h failed\`.
\`\`\`
2026-11-20T10:00:00Z broker 10.0.0.7:9092 is unreachable
default  kubernetes  ClusterIP  443/TCP  30m
  "message": "user \\"x\\" cannot list pods",
retries: 3
\`\`\`
## Fix
- Start the broker. "no such broker group" goes away.
`;
    expect(rulesOf('importer', page)).toEqual([
      'weak phrase could not lock … after … ms',
      'weak phrase broker … is unreachable',
      'weak phrase user "x" cannot list pods',
      'weak phrase no such broker group',
    ]);
  });

  it.each([
    ['Hugo', '+++\ntitle = "Disk full"\nweight = 3\n+++\n## Fix\n- x', 'Disk full'],
    ['Docusaurus', '---\nid: disk\nsidebar_position: 2\n---\n# Disk full\n## Fix\n- x', 'Disk full'],
    ['broken YAML', '---\ntitle: Disk: full: yes\n---\n# Disk full\n## Fix\n- x', 'Disk full'],
    ['no heading', '## Fix\n- x', 'disk full'],
  ])('finds the title with %s', (_, text, title) => {
    expect(entriesOf('disk-full', text)).toMatchObject([{ title, steps: ['x'] }]);
  });

  it('takes a numbered list as the steps where no heading says so, and says why a page gives no entry', () => {
    const list = '\nIt says `importer cannot lock`.\n\n1. Stop.\n2. Start.';
    expect(entriesOf('importer', `# Importer${list}`)).toMatchObject([{ steps: ['Stop.', 'Start.'] }]);
    expect(entriesOf('setup', '# Set it up\n1. Install.\n2. Start.')).toEqual([]);
    expect(parsePage({ page: 'notes.md', id: 'notes', text: '# Notes\n## Plan\nText.' })).toMatchObject({
      entries: [],
      reason: 'no heading announces causes or steps (Notes, Plan)',
    });
  });
});
