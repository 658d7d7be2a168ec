import { CODE_KINDS, type CodeKind, type PagePosition, type Rule } from './entry.ts';
import { grpcCodeName } from './grpc-codes.ts';
import { nearestName } from './nearest-name.ts';
import type { PageFaults } from './page-faults.ts';
import { compilePattern } from './pattern.ts';
import type { YamlBlock } from './yaml-page.ts';

const RULE_KINDS = ['phrase', 'pattern', 'alert', ...CODE_KINDS, 'all'] as const;

/** Reads the list under `key` (`rules` or `unless`); what cannot be a rule is a fault and left out. */
export function readRules(key: string, node: unknown, yaml: YamlBlock, faults: PageFaults): readonly Rule[] {
  const items = yaml.items(node);
  if (items === undefined) {
    faults.error(
      yaml.placeOf(node),
      `\`${key}\` must be a list of rules, got ${yaml.describe(node)}`,
      `Write each rule on a line of its own below \`${key}:\`, with "- " in front.`,
    );
    return [];
  }
  if (items.length === 0 && key === 'rules') {
    faults.warning(
      yaml.placeOf(node),
      '`rules` is empty',
      'Add the phrases by which this problem shows itself.',
    );
  }
  return items.flatMap((item) => readRule(item, yaml, faults, true) ?? []);
}

function readRule(node: unknown, yaml: YamlBlock, faults: PageFaults, mayNest: boolean): Rule | undefined {
  const at: PagePosition = { page: faults.page, ...yaml.placeOf(node) };
  if (yaml.isString(node)) return readPhrase(yaml.text(node) ?? '', at, faults);
  const pairs = yaml.pairs(node);
  const [pair] = pairs ?? [];
  if (pair === undefined || pairs?.length !== 1) {
    faults.error(
      at,
      `a rule must be a phrase in quotes or a mapping with one of ${RULE_KINDS.join(', ')}, got ${yaml.describe(node)}`,
      pairs === undefined || pairs.length === 0
        ? 'Put a phrase in quotes, or name the kind of code, such as {status: 502}.'
        : `Write each as a rule of its own, or join them: {all: [${pairs.map(({ key }) => `{${key}: …}`).join(', ')}]}.`,
    );
    return undefined;
  }
  const kind = RULE_KINDS.find((name) => name === pair.key);
  if (kind === undefined) {
    const nearest = nearestName(pair.key, RULE_KINDS);
    faults.error(
      pair.keyAt,
      `unknown kind of rule \`${pair.key}\`, expected one of ${RULE_KINDS.join(', ')}`,
      nearest === undefined
        ? "Write `phrase` for text, `code` for a product's own code."
        : `Write \`${nearest}\`.`,
    );
    return undefined;
  }
  if (kind === 'all') return readAll(pair.value, at, yaml, faults, mayNest);
  const value = yaml.text(pair.value)?.trim();
  if (value === undefined || value === '') {
    faults.error(
      at,
      `\`${kind}\` must be one value, got ${yaml.describe(pair.value)}`,
      'Write one rule for each value.',
    );
    return undefined;
  }
  if (kind === 'phrase') return readPhrase(value, at, faults);
  if (kind === 'pattern') return readPattern(value, at, faults);
  if (kind === 'alert') return { kind, name: value, at };
  return readCode(kind, value, at, faults);
}

function readAll(
  node: unknown,
  at: PagePosition,
  yaml: YamlBlock,
  faults: PageFaults,
  mayNest: boolean,
): Rule | undefined {
  if (!mayNest) {
    faults.error(at, '`all` stands inside another `all`', 'Put its parts into the outer list.');
    return undefined;
  }
  const items = yaml.items(node);
  if (items === undefined || items.length < 2) {
    faults.error(
      yaml.placeOf(node),
      `\`all\` must be a list of two rules or more, got ${items?.length === 1 ? 'one' : yaml.describe(node)}`,
      'Write {all: [{status: 502}, {phrase: "nginx/"}]}, or the one rule without `all`.',
    );
    return undefined;
  }
  const parts = items.flatMap((item) => readRule(item, yaml, faults, false) ?? []);
  return parts.length === items.length ? { kind: 'all', parts, at } : undefined;
}

function readPhrase(written: string, at: PagePosition, faults: PageFaults): Rule | undefined {
  const text = written.trim();
  if (/[\p{L}\p{N}]/u.test(text)) return { kind: 'phrase', text, at };
  faults.error(
    at,
    `a phrase must hold a letter or digit, got ${JSON.stringify(text)}`,
    'Write words of the error message, or delete the rule.',
  );
  return undefined;
}

function readPattern(source: string, at: PagePosition, faults: PageFaults): Rule | undefined {
  const result = compilePattern(source);
  if (result.ok) return { kind: 'pattern', source, at };
  faults.error(
    at,
    `pattern ${JSON.stringify(source)} cannot be used: ${result.reason}`,
    patternCure(result.reason),
  );
  return undefined;
}

function patternCure(reason: string): string {
  if (reason.startsWith('look-'))
    return 'Write the neighbouring text into the pattern, or use `all` and `unless`.';
  if (reason.startsWith('back-'))
    return 'Write the repeated text out, or split it into two rules joined by `all`.';
  if (reason.startsWith('it matches the empty')) return 'Ask for at least one character that must be there.';
  return 'Use RE2 syntax (github.com/google/re2/wiki/Syntax); put \\ before ( ) [ ] { } . * + ? | that stand for themselves.';
}

const CODE_SHAPES: Readonly<Record<CodeKind, { readonly shape: RegExp; readonly expected: string }>> = {
  status: { shape: /^[1-9]\d{2}$/, expected: 'an HTTP status from 100 to 999' },
  grpc: { shape: /^[A-Z_]+$/, expected: 'a gRPC status such as UNAVAILABLE or 14' },
  errno: { shape: /^(?:E[A-Z0-9_]+|-?\d+)$/, expected: 'an errno such as ECONNREFUSED' },
  sqlstate: { shape: /^[0-9A-Z]{5}$/, expected: 'five letters or digits such as "40P01"' },
  exit: { shape: /^(?:-?\d+|0X[0-9A-F]+)$/, expected: 'an exit status such as 137' },
  code: { shape: /\S/, expected: 'a code' },
};

function readCode(kind: CodeKind, written: string, at: PagePosition, faults: PageFaults): Rule | undefined {
  const value =
    kind === 'code' ? written : kind === 'grpc' ? (grpcCodeName(written) ?? '') : written.toUpperCase();
  const { shape, expected } = CODE_SHAPES[kind];
  if (shape.test(value)) return { kind, value, at };
  faults.error(
    at,
    `\`${kind}\` must be ${expected}, got ${JSON.stringify(written)}`,
    'Correct the value, or write it as a phrase or as `code`.',
  );
  return undefined;
}
