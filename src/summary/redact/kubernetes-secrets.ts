import { isStandIn } from './plain-values.ts';
import type { Span } from './span.ts';

const DOCUMENT_END = /^---[^\S\n]*$/gm;
const KIND = /^[^\S\n]{0,20}kind:[^\S\n]{0,4}["']?Secret["']?[^\S\n]*$/m;
const DATA = /^(?<indent>[^\S\n]{0,40})(?:data|stringData):[^\S\n]*$/dgm;
const ENTRY = /^(?<indent>[^\S\n]{1,60})[\w.-]{1,253}:[^\S\n]{1,8}["']?(?<value>[^\s"']{1,8192})/d;

/** Values of Kubernetes' secrets in YAML, whatever their names are. */
export function findKubernetesSecrets(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const end of [...[...text.matchAll(DOCUMENT_END)].map(({ index }) => index), text.length]) {
    const document = text.slice(start, end);
    if (KIND.test(document)) {
      for (const span of valuesOf(document))
        spans.push({ ...span, start: start + span.start, end: start + span.end });
    }
    start = end;
  }
  return spans;
}

function valuesOf(document: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: line, index, groups } of document.matchAll(DATA)) {
    let at = index + line.length + 1;
    for (const entry of document.slice(at, at + 100_000).split('\n')) {
      const found = ENTRY.exec(entry);
      if ((found?.groups?.indent ?? '').length <= (groups?.indent ?? '').length) break;
      const value = found?.indices?.groups?.value;
      if (value !== undefined && !isStandIn(entry.slice(...value)))
        spans.push({ start: at + value[0], end: at + value[1], kind: 'secret' });
      at += entry.length + 1;
    }
  }
  return spans;
}
