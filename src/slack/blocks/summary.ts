import type { types } from '@slack/bolt';
import type { Claim, Summary } from '../../summary/summary.ts';
import type { AnswerRef } from '../answers/answer-ref.ts';
import { ACTIONS } from '../surface.ts';
import { button, saveButton } from './buttons.ts';
import { percent } from './confidence.ts';
import { cleanText, escapeMrkdwn, shorten } from './escape.ts';
import { fitOneMessage } from './fit.ts';
import type { SlackMessage } from './message.ts';
import { codeBlock, headingBlock, plainContext, richText } from './rich-blocks.ts';
import { linkElements, textElements } from './rich-markdown.ts';

/** An entry that was offered to the model, as people see it. */
export interface SummarySource {
  readonly title: string;
  readonly page: string;
  /** Its web address, where the team has one. */
  readonly url: string | undefined;
}

/** A summary and what is told beside it. */
export interface SummaryView {
  /** Under which it is kept, for "What was sent?". */
  readonly id: string;
  readonly summary: Summary;
  readonly model: string;
  /** In the order in which they were offered: the first is source 1. */
  readonly sources: readonly SummarySource[];
  readonly isCached: boolean;
  /** What the button that saves a known error carries; undefined where none can be saved. */
  readonly save?: AnswerRef | undefined;
}

/** Where all that a text held was links; Slack takes no empty text. */
const NO_WORDS = '(no words)';

/** Says whose words follow, so that nobody takes them for the team's. */
export function modelLine(model: string): string {
  return `🤖 Written by a model (${shorten(model, 80)}), not by your team's knowledge. Check before you act.`;
}

/** One message with a summary: plain words in rich text, so that nothing in it can notify, link or pass for an entry. */
export function buildSummary(view: SummaryView): SlackMessage {
  const { summary, model } = view;
  const body = [
    quote(summary.summary),
    ...claimBlocks('What may be the cause', summary.likelyCauses),
    ...stepBlocks(summary),
    ...missingBlocks(summary),
  ];
  return {
    text: escapeMrkdwn(
      `${cleanText(modelLine(model))} ${shorten(cleanText(summary.summary), 1000)}`.replace(/\s+/g, ' '),
    ),
    blocks: fitOneMessage([plainContext([modelLine(model)])], body, summaryTail(view)),
  };
}

/** What ends a summary in every form: its sources, how sure the model says it is, and what was sent. */
export function summaryTail({ id, summary, sources, isCached, save }: SummaryView): types.KnownBlock[] {
  const used = summary.sources.flatMap((number) => {
    const source = sources[number - 1];
    return source === undefined ? [] : [{ number, ...source }];
  });
  const from = used.flatMap(({ number, title, page, url }, index) => [
    ...textElements(`${index === 0 ? 'From your pages: ' : ' · '}[${number}] ${shorten(title, 200)} `),
    ...linkElements(url ?? page, shorten(page, 200)),
  ]);
  const facts = [
    `The model puts its own confidence at ${percent(summary.confidence)}; nothing has tested that`,
    ...(isCached ? ['an earlier answer to the same text'] : []),
  ];
  return [
    ...(from.length === 0 ? [] : [richText([{ type: 'rich_text_section', elements: from }])]),
    plainContext([`${facts.join(' · ')}.`]),
    {
      type: 'actions',
      elements: [
        button(ACTIONS.summarySent, 'What was sent?', id),
        ...(save === undefined ? [] : [saveButton(save)]),
      ],
    },
  ];
}

function quote(text: string): types.RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_quote', elements: textElements(text.trim() || NO_WORDS) }],
  };
}

function claimBlocks(heading: string, claims: readonly Claim[]): types.KnownBlock[] {
  if (claims.length === 0) return [];
  const elements = claims.map((claim) => ({
    type: 'rich_text_section' as const,
    elements: textElements(claimText(claim)),
  }));
  return [headingBlock(heading), richText([{ type: 'rich_text_list', style: 'bullet', elements }])];
}

/** Each command is a block of its own, to copy; numbering is ours, since a code block ends a list. */
function stepBlocks({ nextSteps }: Summary): types.KnownBlock[] {
  if (nextSteps.length === 0) return [];
  const steps = nextSteps.flatMap((step, index): types.KnownBlock[] => {
    const line = textElements(`${index + 1}. ${claimText(step)}`);
    return [
      richText([{ type: 'rich_text_section', elements: line }]),
      ...(step.command === undefined ? [] : [codeBlock(step.command)]),
    ];
  });
  return [headingBlock('What to do next'), ...steps];
}

function missingBlocks({ missingInformation }: Summary): types.KnownBlock[] {
  const missing = missingInformation.map((text) => ({ text, sources: [], warning: undefined }));
  return claimBlocks('What would help', missing);
}

/** A claim in words: with its warning first, and the numbers of its sources. */
export function claimText({ text, sources, warning }: Claim): string {
  const cited = sources.filter((source) => !text.includes(`[${source}]`)).map((source) => ` [${source}]`);
  return `${warning === undefined ? '' : `⚠️ Careful, this ${warning}: `}${text.trim() || NO_WORDS}${cited.join('')}`;
}
