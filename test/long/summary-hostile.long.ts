import { HOSTILE_PASTES, HOSTILE_SECRET } from '../support/hostile-pastes.ts';
import { messagesOf, modelAnswer } from '../support/model-server.ts';
import { asList, asRecord } from '../support/slack-workspace.ts';
import { type SummaryRoom, startSummaryRoom } from '../support/summary-room.ts';

const CASES = Object.entries(HOSTILE_PASTES);

/** A model that was turned: it says whatever the paste wants said, in every field. */
function turnedAnswer(pasted: string): string {
  // It cannot say what it was not given.
  const paste = pasted.replaceAll(HOSTILE_SECRET, '<secret-1>');
  return modelAnswer({
    summary: paste,
    likelyCauses: [
      { text: `Offered by nobody: ${paste}`, sources: [99] },
      { text: paste, sources: [] },
    ],
    nextSteps: [{ text: paste, command: paste, sources: [] }],
    missingInformation: [paste],
    sources: [99],
  });
}

describe('a hostile paste', () => {
  let room: SummaryRoom;
  let rules: string | undefined;
  beforeAll(async () => {
    room = await startSummaryRoom();
  });
  afterAll(() => room.close());

  it('comes in more than thirty kinds', () => expect(CASES.length).toBeGreaterThanOrEqual(30));

  it.each(CASES)('with %s changes nothing of what leaves, and nothing shown acts', async (_kind, paste) => {
    room.model.react({ say: turnedAnswer(paste) });
    await room.press(await room.say(paste), 'answer_ask_model');
    const call = await room.model.next();
    const { text, blocks } = await room.ended();

    // What leaves: the same rules, the paste as data between marks, and nothing to act with.
    const [system, user, ...more] = messagesOf(call);
    rules ??= system?.text;
    expect([system?.role, user?.role, more]).toEqual(['system', 'user', []]);
    expect(system?.text).toBe(rules);
    const mark = /^DATA ([0-9a-f]{32})\n/.exec(user?.text ?? '')?.[1] ?? 'none';
    expect(user?.text.split(mark)).toHaveLength(3);
    expect(user?.text.split(mark)[2]).toMatch(/^\n\nDescribe the problem/);
    expect(Object.keys(call.body).sort()).toEqual(
      ['input', 'max_output_tokens', 'model', 'store', 'stream', 'text'].sort(),
    );
    expect(call.raw).not.toContain(HOSTILE_SECRET);

    // What is shown: words, whatever the model was made to say.
    const shown = asList(blocks);
    const inner = shown.flatMap(everyElement);
    expect(inner.map(({ type }) => type)).not.toContain('link');
    expect(
      inner.map(({ type }) => String(type)).filter((type) => /user|broadcast|channel|emoji/.test(type)),
    ).toEqual([]);
    expect(inner.filter(({ type }) => type === 'mrkdwn')).toEqual([]);
    expect(inner.filter(({ url }) => url !== undefined)).toEqual([]);
    expect(text).not.toMatch(/<[!@#]|<https?:/);
    const words = JSON.stringify(blocks);
    expect(words).toContain('Written by a model');
    expect(words).not.toContain('Offered by nobody');
    expect(words).not.toContain(HOSTILE_SECRET);
    expect(words).not.toMatch(/[\u200b\u202a-\u202e\u2066-\u2069]|\udb40|\\u001b|\\u0007/);
  });

  it.each([
    'a destroying step that is hidden',
    'an order in another language',
    'a fake system tag',
    'zero-width letters',
  ])('with %s shows its warning', async (kind) => {
    const paste = `${HOSTILE_PASTES[kind]} once more`;
    room.model.react({ say: turnedAnswer(paste) });
    await room.press(await room.say(paste), 'answer_ask_model');
    expect(JSON.stringify((await room.ended()).blocks)).toContain('⚠️ Careful');
  });
});

function everyElement(value: Record<string, unknown>): Record<string, unknown>[] {
  const nested = [value.elements, value.text].flatMap((inner) =>
    Array.isArray(inner) ? inner.map(asRecord) : typeof inner === 'object' ? [asRecord(inner)] : [],
  );
  return [value, ...nested.flatMap(everyElement)];
}
