import { readSummarySettings, SUMMARY_SETTING_NAMES } from '../../src/summary/settings.ts';

test('no settings, and empty ones, mean that no model is asked', () => {
  const empty = Object.fromEntries(SUMMARY_SETTING_NAMES.map((name) => [name, ' ']));
  expect(readSummarySettings({})).toEqual({ settings: undefined, faults: [] });
  expect(readSummarySettings(empty)).toEqual({ settings: undefined, faults: [] });
});

test('a key turns it on, with defaults', () => {
  expect(readSummarySettings({ OPENAI_API_KEY: 'sk-test' }).settings).toEqual({
    when: 'ask',
    apiKey: 'sk-test',
    baseUrl: undefined,
    model: 'gpt-5-mini',
    timeoutMs: 60_000,
    concurrency: 2,
    tokensADay: 500_000,
    promptTokens: 2500,
  });
});

test('an address turns it on without a key, and wants a model', () => {
  const local = { OPENAI_BASE_URL: 'http://localhost:11434/v1' };
  expect(readSummarySettings(local).faults).toEqual([expect.stringContaining('OPENAI_MODEL is missing')]);
  expect(readSummarySettings({ ...local, OPENAI_MODEL: 'llama3.1' }).settings).toMatchObject({
    apiKey: undefined,
    baseUrl: 'http://localhost:11434/v1',
    model: 'llama3.1',
  });
});

test('off is off, whatever else is set', () => {
  expect(readSummarySettings({ OPENAI_API_KEY: 'sk-test', PASTEUR_SUMMARY: 'off' }).settings).toBeUndefined();
});

test('all faults are told at once, and not the key', () => {
  const { faults } = readSummarySettings({
    OPENAI_API_KEY: 'two words',
    OPENAI_BASE_URL: 'localhost:11434',
    PASTEUR_SUMMARY: 'always',
    PASTEUR_SUMMARY_TIMEOUT_MS: '30s',
    PASTEUR_SUMMARY_CONCURRENCY: '0',
  });
  expect(faults).toHaveLength(5);
  expect(faults.join('\n')).toContain(
    'PASTEUR_SUMMARY_TIMEOUT_MS must be a whole number from 1000 to 600000, got "30s"',
  );
  expect(faults.join('\n')).not.toContain('two words');
});
