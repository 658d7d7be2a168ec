import type { Entry } from '../../src/index.ts';
import { type GuardedGroup, joinGuarded } from '../../src/index.ts';

const ENTRY: Entry = {
  id: 'billing/ledger-locked',
  title: 'The billing ledger is locked',
  titles: {},
  tags: [],
  severity: undefined,
  rules: [],
  unless: [],
  related: [],
  reviewed: undefined,
  symptoms: ['The export for a month does not end.'],
  causes: [],
  steps: [],
  examples: [],
  counterExamples: [],
  references: [],
  page: 'knowledge/billing/ledger-locked.md',
  line: 1,
};

const asked = (template: string, fields: Partial<GuardedGroup> = {}): GuardedGroup => ({
  template,
  count: 1,
  firstSeen: undefined,
  lastSeen: undefined,
  example: 'as it was pasted',
  channels: [],
  isOpen: false,
  ...fields,
});
const shown = (...groups: GuardedGroup[]) => joinGuarded(groups, [ENTRY]);

describe('what was asked where the reader cannot look', () => {
  it.each([
    // Words of pages, codes that a page has not, names, and what every error has.
    ['ledger export for Mallory Muster refused', 'ledger export for <*> refused'],
    ['ledger <n> of acme-payroll is locked', 'ledger <n> of <*> is locked'],
    ['com.acme.Secret: ledger locked', '<*>: ledger locked'],
    ['ledger of project-<n>: ECONNREFUSED', 'ledger of <*>: ECONNREFUSED'],
    ['Ledger LOCKED', 'Ledger LOCKED'],
    ['Тайное имя, ledger', '<*>, ledger'],
  ])('keeps of "%s" only what pages say too', (template, expected) => {
    const [group] = shown(asked(template.replace(' of ', ' for ')));
    expect(group?.template).toBe(expected.replace(' of ', ' for '));
    expect(group?.example).toBeUndefined();
  });

  it('is one group with what differs in names only', () => {
    expect(shown(asked('ledger Mallory is locked'), asked('ledger Trent is locked'))).toMatchObject([
      { template: 'ledger <*> is locked', count: 2 },
    ]);
  });

  it('is shown as it is where it was asked in the open too, without the place', () => {
    const open = { isOpen: true, channels: ['C1'] };
    expect(
      shown(asked('ledger Mallory is locked', open), asked('ledger Mallory is locked', { channels: ['D1'] })),
    ).toMatchObject([
      { template: 'ledger Mallory is locked', count: 2, channels: ['C1'], example: 'as it was pasted' },
    ]);
  });
});
