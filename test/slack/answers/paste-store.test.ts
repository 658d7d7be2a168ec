import { createMemoryPasteStore } from '../../../src/slack/answers/paste-store.ts';

const HOUR_MS = 60 * 60 * 1000;
const paste = (text: string) => ({ text, notes: [] });

describe('the store of pastes', () => {
  it('gives a paste back for an hour and no longer', async () => {
    let now = 0;
    const store = createMemoryPasteStore(() => now);
    const key = await store.put(paste('text'));
    now = HOUR_MS - 1;
    expect(await store.get(key)).toEqual(paste('text'));
    now = HOUR_MS;
    expect(await store.get(key)).toBeUndefined();
  });

  it('drops the oldest when it holds too much', async () => {
    const store = createMemoryPasteStore(() => 0, 10);
    const first = await store.put(paste('12345678'));
    const second = await store.put(paste('1234'));
    expect(await store.get(first)).toBeUndefined();
    expect(await store.get(second)).toEqual(paste('1234'));
  });

  it('knows no key that it did not give', async () => {
    expect(await createMemoryPasteStore(() => 0).get('x')).toBeUndefined();
  });
});
