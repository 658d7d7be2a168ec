import type { Rule } from '../entry.ts';

const CODE_SAMPLES = {
  status: (value: string) => `HTTP/1.1 ${value}`,
  grpc: (value: string) => `rpc error: code = ${value}`,
  errno: (value: string) => `Error: ${value}`,
  sqlstate: (value: string) => `ERROR (SQLSTATE ${value})`,
  exit: (value: string) => `exited with code ${value}`,
  code: (value: string) => `error code ${value}`,
} as const;

/** The shortest text on which a rule must fire; undefined where none can be made without trying (patterns). */
export function sampleOf(rule: Rule): string | undefined {
  if (rule.kind === 'phrase') return rule.text.replaceAll('…', ' x ').replaceAll(/\s+/g, ' ').trim();
  if (rule.kind === 'pattern') return undefined;
  if (rule.kind === 'alert') return rule.name;
  if (rule.kind !== 'all') return CODE_SAMPLES[rule.kind](rule.value);
  const samples = rule.parts.map(sampleOf);
  return samples.includes(undefined) ? undefined : samples.join('\n');
}
