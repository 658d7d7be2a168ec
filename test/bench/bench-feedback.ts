import { BUNDLED_KNOWLEDGE } from '../../src/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts';
import { createMemoryFeedback } from '../../src/slack/feedback/memory-feedback.ts';
import { createTriage } from '../../src/triage/create-triage.ts';
import { priorFrom } from '../../src/triage/prior.ts';
import { entriesOf, pageWith } from '../support/pages.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { labelledPastes } from './labelled-pastes.ts';

/** One thing that somebody asks, and the entry that answers it. */
interface Case {
  readonly text: string;
  readonly expect: readonly string[];
}

const ASKS = 1000;
const PEOPLE = 40;
/** These vote against what they know. */
const SPITEFUL = 4;
const RIGHT_SHARE = 0.9;
const PAIRS = 20;
/** Of the texts that two entries claim alike, so many are the second one's. */
const SECOND_SHARE = 0.75;
const TOP = 5;
const SEED = 8;

const random = seededRandom(SEED);
const pick = <Item>(items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** Pairs of pages with one sign: only people can tell which of the two a text is about. */
function confusablePages(): Readonly<Record<string, string>> {
  const pages: Record<string, string> = {};
  for (let pair = 1; pair <= PAIRS; pair += 1) {
    const rule = `"frobnicator unit${pair} refused the token"`;
    pages[`team/first-${pair}`] = pageWith(`First reading of unit${pair}`, [rule]);
    pages[`team/second-${pair}`] = pageWith(`Second reading of unit${pair}`, [rule]);
  }
  return pages;
}

function confusableCase(): Case {
  const pair = 1 + Math.floor(random() * PAIRS);
  const which = random() < SECOND_SHARE ? 'second' : 'first';
  return { text: `ERROR frobnicator unit${pair} refused the token`, expect: [`team/${which}-${pair}`] };
}

const bundled = await loadKnowledge(BUNDLED_KNOWLEDGE);
const triage = createTriage({ entries: [...bundled.entries, ...entriesOf(confusablePages())] });
const { source, cases } = labelledPastes(bundled);
const plainCases = cases.filter(({ expect }) => expect.length > 0);

function topOne(tested: readonly Case[], priors: ReadonlyMap<string, number>): number {
  const right = tested.filter(({ text, expect }) =>
    expect.includes(triage(text, { top: 1, priors }).matches[0]?.id ?? ''),
  );
  return Math.round((1000 * right.length) / tested.length) / 1000;
}

const confusable = Array.from({ length: ASKS / 2 }, confusableCase);
const asked = [...confusable, ...Array.from({ length: ASKS / 2 }, () => pick(plainCases))];
const store = createMemoryFeedback();
let priors: ReadonlyMap<string, number> = new Map();
for (const [number, { text, expect }] of asked.sort(() => random() - 0.5).entries()) {
  const person = Math.floor(random() * PEOPLE);
  const knows = person < SPITEFUL ? false : random() < RIGHT_SHARE;
  // People press Not this until they see what they take for right.
  for (const { id } of triage(text, { top: TOP, priors }).matches) {
    const isHelpful = expect.includes(id) === knows;
    const kind = isHelpful ? 'helpful' : 'not_this';
    await store.vote({ person: `U${person}`, paste: `p${number}`, entry: id, kind, meant: undefined });
    if (isHelpful) break;
  }
  if (number % 20 === 0) {
    const standings = await store.standings(90);
    priors = new Map(standings.map((standing) => [standing.entry, priorFrom(standing)]));
  }
}
const none: ReadonlyMap<string, number> = new Map();
const held = Array.from({ length: ASKS }, confusableCase);
const report = {
  asks: ASKS,
  people: PEOPLE,
  spiteful: SPITEFUL,
  plain: {
    source,
    cases: plainCases.length,
    before: topOne(plainCases, none),
    after: topOne(plainCases, priors),
  },
  confusable: { cases: held.length, before: topOne(held, none), after: topOne(held, priors) },
};
process.stdout.write(
  process.argv.includes('--json')
    ? `${JSON.stringify(report)}\n`
    : `${ASKS} asks by ${PEOPLE} people, ${SPITEFUL} of them spiteful, the others right nine times in ten\n` +
        `top-1 on ${report.plain.cases} texts (${source}): ${report.plain.before} before, ${report.plain.after} after\n` +
        `top-1 on ${report.confusable.cases} texts that two entries claim alike: ${report.confusable.before} before, ${report.confusable.after} after\n`,
);
if (report.plain.after < report.plain.before || report.confusable.after <= report.confusable.before)
  process.exitCode = 1;
