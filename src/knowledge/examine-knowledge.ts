import type { Finding } from '../finding.ts';
import type { KnowledgeState } from './knowledge-state.ts';

const CHECK = 'knowledge';

/** What somebody should know of the pages: how many entries are in use, and what is wrong. */
export function examineKnowledge({ entries, faults }: KnowledgeState): readonly Finding[] {
  if (entries === 0) {
    const cure =
      'put Markdown pages into the folders of PASTEUR_KNOWLEDGE, or unset it for those that ship with Pasteur';
    return [{ check: CHECK, level: 'fail', message: 'no entry is in use', cure }, ...worst(faults)];
  }
  return [
    {
      check: CHECK,
      level: 'ok',
      message: entries === 1 ? 'one entry is in use' : `${entries} entries are in use`,
    },
    ...worst(faults),
  ];
}

/** One finding for all faults: pasteur check lists them. */
function worst(faults: KnowledgeState['faults']): Finding[] {
  const [first] = faults;
  if (first === undefined) return [];
  const others = faults.length === 1 ? '' : `, and ${faults.length - 1} more`;
  const message = `${first.page}:${first.line}: ${first.message}${others}`;
  return [{ check: CHECK, level: 'warn', message, cure: `${first.cure}; pasteur check lists all faults` }];
}
