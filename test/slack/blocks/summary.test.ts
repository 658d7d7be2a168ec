import { buildSummary, type SummaryView } from '../../../src/slack/blocks/summary.ts';
import { summaryMarkdown } from '../../../src/slack/blocks/summary-markdown.ts';
import { buildSentModal } from '../../../src/slack/blocks/summary-sent.ts';
import { messageFaults } from '../../support/slack-limits.ts';

const claim = (text: string) => ({ text, sources: [1], warning: undefined });

function viewOf(length: number, fields: Partial<SummaryView['summary']> = {}): SummaryView {
  const words = 'word <!channel> & '.repeat(length);
  return {
    id: '0b4a4b8e-0000-4000-8000-000000000000',
    model: 'm'.repeat(length),
    isCached: true,
    sources: [{ title: words, page: 'knowledge/a.md', url: 'https://git.example/a.md' }],
    summary: {
      summary: words || 'one',
      likelyCauses: Array.from({ length: 5 }, () => claim(words)),
      nextSteps: Array.from({ length: 8 }, () => ({
        ...claim(words),
        command: `rm -rf ${words}`,
        warning: 'deletes files',
      })),
      sources: [1],
      confidence: 0.42,
      missingInformation: Array.from({ length: 6 }, () => words),
      ...fields,
    },
  };
}

describe('a summary in Slack', () => {
  it.each([0, 1, 5, 40, 400])('keeps to what Slack takes with texts of %s words', (length) => {
    expect(messageFaults(buildSummary(viewOf(length)))).toEqual([]);
  });

  it('links the pages that it rests on, and says how sure the model says it is', () => {
    const blocks = JSON.stringify(buildSummary(viewOf(1)).blocks);
    expect(blocks).toContain('https://git.example/a.md');
    expect(blocks).toContain('42 %');
    expect(blocks).toContain('an earlier answer to the same text');
  });

  it('warns before a step that destroys, and keeps its command to copy', () => {
    const { blocks } = buildSummary(viewOf(0));
    expect(JSON.stringify(blocks)).toContain('1. ⚠️ Careful, this deletes files: ');
    expect(JSON.stringify(blocks)).toContain('rm -rf');
  });

  it('grows only at its end while it is streamed', () => {
    const { summary } = viewOf(3);
    const parts = [
      { ...summary, likelyCauses: [], nextSteps: [], missingInformation: [] },
      { ...summary, likelyCauses: summary.likelyCauses.slice(0, 2), nextSteps: [], missingInformation: [] },
      { ...summary, nextSteps: summary.nextSteps.slice(0, 1), missingInformation: [] },
      summary,
    ].map(summaryMarkdown);
    for (const [index, part] of parts.entries()) expect(part.startsWith(parts[index - 1] ?? '')).toBe(true);
  });

  it('shows what was sent, all of it, however long', () => {
    const text = Array.from({ length: 400 }, (_, line) => `line ${line} of what was sent`).join('\n');
    const view = buildSentModal([{ role: 'user', text }], 'test-model');
    expect(JSON.stringify(view.blocks)).toContain('line 399 of what was sent');
    expect(view.blocks.length).toBeLessThanOrEqual(100);
  });
});
