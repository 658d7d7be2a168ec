import type { SecretLintRuleCreator, SecretLintSourceCode } from '@secretlint/types';
import { type Detector, PLACEHOLDER, type Span } from './span.ts';

/** Comments such as `secretlint-disable` in a paste must not turn rules off. */
const FILTER_RULE = '@secretlint/secretlint-rule-filter-comments';

/** Secretlint's recommended rules, loaded when first wanted: they are a megabyte of code. */
export async function loadSecretlint(): Promise<Detector> {
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend');
  const wanted = rules.filter(({ meta }) => meta.id !== FILTER_RULE);
  return (text) => {
    const spans: Span[] = [];
    for (const rule of wanted)
      runRule(rule, text, (start, end) => spans.push({ start, end, kind: 'secret' }));
    // Rules tell whole connection strings; where values have been taken out of one, it is done.
    return spans.filter(({ start, end }) => text.slice(start, end).search(PLACEHOLDER) < 0);
  };
}

/**
 * Runs one rule without `@secretlint/core`, whose profiler keeps every run's marks for as long as the process lives.
 * @throws Error if the rule is not done at once: nothing may leave before it is.
 */
function runRule(
  rule: SecretLintRuleCreator<{ readonly allows: readonly string[] }>,
  text: string,
  report: (start: number, end: number) => void,
): void {
  const handler = rule.create(
    {
      sharedOptions: {},
      createTranslator: () => (messageId) => ({ message: '', messageId: String(messageId), data: undefined }),
      report: ({ range: [start, end] }) => report(start, end),
      ignore: () => undefined,
    },
    { allows: [] },
  );
  const done = handler.file?.(sourceOf(text));
  if (done !== undefined) throw new Error(`the rule ${rule.meta.id} does not answer at once`);
}

/** The text as a nameless source; places are only asked for by what prints messages. */
function sourceOf(content: string): SecretLintSourceCode {
  const refuse = (): never => {
    throw new Error('secretlint asked for lines and columns, which are not kept here');
  };
  return {
    content,
    contentType: 'text',
    ext: '',
    filePath: undefined,
    physicalFilePath: undefined,
    hasBOM: false,
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: refuse,
    rangeToLocation: refuse,
    positionToIndex: refuse,
    indexToPosition: refuse,
  };
}
