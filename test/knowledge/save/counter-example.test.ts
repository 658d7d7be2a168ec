import fc from 'fast-check';
import { parsePage } from '../../../src/knowledge/parse-page.ts';
import { addCounterExample, type CounterExample } from '../../../src/knowledge/save/counter-example.ts';
import { proposeUnless } from '../../../src/knowledge/save/propose-unless.ts';
import { createTriage } from '../../../src/triage/create-triage.ts';
import { entriesOf } from '../../support/pages.ts';

const BODY = '## Causes\n- One.\n## Steps\n1. Do it.\n';
const HEAD = 'title: Ledger is locked   # by hand\nrules:\n  - "ledger … is locked"\n';
const page = (more = '', body = BODY) => `---\n${HEAD}${more}---\n${body}`;
const EXAMPLE: CounterExample = {
  text: 'WARN ledger 7 is locked for the nightly close',
  note: '2026-11-21, Anna',
  unless: [],
};

const changed = (text: string, example: Partial<CounterExample> = {}): string => {
  const outcome = addCounterExample(text, { ...EXAMPLE, ...example });
  if (typeof outcome !== 'string') throw new Error(outcome.message);
  return outcome;
};
const entryOf = (text: string) => {
  const { entries, faults } = parsePage({ page: 'a.md', id: 'a', text });
  expect(faults).toEqual([]);
  expect(entries).toHaveLength(1);
  return entries[0];
};

describe('a counter-example is added to a page', () => {
  it('in a section of its own where it has none, and nothing else changes', () => {
    expect(changed(page())).toBe(
      `${page()}\n## Not examples\n\n\`\`\`text 2026-11-21, Anna\n${EXAMPLE.text}\n\`\`\`\n`,
    );
  });

  it('below the heading where it has one, before what is there', () => {
    const before = page(
      '',
      `${BODY}## Counter-examples\n\`\`\`\nold\n\`\`\`\n## References\n- <https://a.example>\n`,
    );
    const entry = entryOf(changed(before));
    expect(entry?.counterExamples.map(({ text, note }) => [text, note])).toEqual([
      [EXAMPLE.text, '2026-11-21, Anna'],
      ['old', ''],
    ]);
    expect(entry?.references).toHaveLength(1);
  });

  it.each([
    ['no list', ''],
    ['a list of lines', 'unless:\n    - "one"  # why\n    - pattern: two\nseverity: low\n'],
    ['a list at the margin', 'unless:\n- one\n'],
    ['a list on one line', 'unless: ["one", two]  # both\nseverity: low\n'],
    ['an empty list', 'unless: []\n'],
  ])('with phrases in its `unless`, written as %s', (_, more) => {
    const before = page(more);
    const unless = ['is locked for "the" nightly: close #1', '… again'];
    const after = changed(before, { unless });
    const rules = entryOf(after)?.unless.map((rule) => (rule.kind === 'phrase' ? rule.text : rule.kind));
    expect(rules?.slice(-2)).toEqual(unless);
    expect(rules).toHaveLength((entryOf(before)?.unless.length ?? 0) + 2);
    // Every line of before is still there as it was, but the one of a list on one line.
    const kept = before.split('\n').filter((line) => !line.startsWith('unless: ['));
    expect(after.split('\n')).toEqual(expect.arrayContaining(kept));
    expect(after).toContain('# by hand');
  });

  it('with the line ends of the page', () => {
    const after = changed(page().replaceAll('\n', '\r\n'), { unless: ['nightly close'] });
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('unless the page is not written for Pasteur, or its list cannot be added to', () => {
    expect(addCounterExample(`# Ledger\n${BODY}`, EXAMPLE)).toMatchObject({ field: 'title' });
    const odd = page('unless: &marks\n  - one\ntags: *marks\n');
    expect(addCounterExample(odd, { ...EXAMPLE, unless: ['two'] })).toMatchObject({ field: 'phrases' });
    expect(addCounterExample(page('unless:\n'), { ...EXAMPLE, unless: ['two'] })).toMatchObject({
      message: expect.any(String),
    });
    expect(addCounterExample(page(), { ...EXAMPLE, text: ' \n' })).toMatchObject({ field: 'notExamples' });
    expect(addCounterExample(page(), { ...EXAMPLE, unless: [' '] })).toMatchObject({ field: 'phrases' });
  });

  it('whatever the text, the note and the phrases hold: all of it stays in its place, or nothing is changed', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('```', '~~~\n# x', '---\nrules: []', '<!--', '## Steps\n1. rm -rf /', '    x', '- ```'),
    );
    const pages = [page(), page('unless: [one]\n'), page('', `${BODY}## Not examples\n`)];
    fc.assert(
      fc.property(
        fc.constantFrom(...pages),
        hostile,
        hostile,
        fc.array(hostile, { maxLength: 2 }),
        (before, text, note, unless) => {
          const after = addCounterExample(before, { text, note, unless });
          if (typeof after !== 'string') return;
          const { entries } = parsePage({ page: 'a.md', id: 'a', text: after });
          expect(entries).toHaveLength(1);
          expect(entries[0]).toMatchObject({
            title: 'Ledger is locked',
            causes: ['One.'],
            steps: ['Do it.'],
          });
          expect(entries[0]?.counterExamples).toHaveLength(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the proposed `unless`', () => {
  const proposal = (text: string, examples = '') => {
    const [entry] = entriesOf({ 'a/b': page('', `${BODY}${examples}`) });
    if (entry === undefined) throw new Error('no entry');
    return proposeUnless(entry, text, { createTriage, codes: [] });
  };

  it('is the line on which the entry fires, with what varies left open', () => {
    expect(proposal('INFO nightly close begins\nWARN ledger 7 is locked for the nightly close')).toBe(
      'ledger … is locked for the nightly close',
    );
  });

  it('is another line where that one is in an example of the page', () => {
    const examples = '## Examples\n```\nledger 9 is locked\n```\n';
    expect(proposal('maintenance window of the bank\nledger 7 is locked', examples)).toBe(
      'maintenance window of the bank',
    );
  });

  it('is none where nothing marks the text, or the entry does not answer it', () => {
    const examples = '## Examples\n```\nledger 9 is locked\n```\n';
    expect(proposal('ledger 7 is locked', examples)).toBeUndefined();
    expect(proposal('all is well in the ledger room')).toBeUndefined();
  });
});
