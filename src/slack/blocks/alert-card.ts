import type { types } from '@slack/bolt';
import { type Alert, tellingLabels } from '../../alerts/alert.ts';
import type { AlertView } from '../../alerts/alert-poster.ts';
import type { AlertAnswer } from '../../alerts/answer-alert.ts';
import { POST_SOURCE } from '../../store/alerts/alert-record.ts';
import { entryKey } from '../answers/answer-ref.ts';
import { answerButtons, askModelButton, saveButton } from './buttons.ts';
import { percent } from './confidence.ts';
import { escapeMrkdwn, shorten } from './escape.ts';
import { ANSWER_SIZES, LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { codeBlock, headingBlock, partBlocks, plainContext, plainOrBlank, richText } from './rich-blocks.ts';
import { linkElements, textElements, toPlainLine } from './rich-markdown.ts';

export interface AlertCardOptions {
  /** Web address of the knowledge folder; default: the page is named, not linked. */
  readonly pagesUrl?: string | undefined;
  /** Whether a model can be asked about an alert that no entry knows; default false. */
  readonly canAskModel?: boolean | undefined;
  /** Whether an alert that no entry knows can be saved as a known error; default false. */
  readonly canSave?: boolean | undefined;
}

/** What a card allows itself: it stands among others in a channel. */
const CARD = {
  labels: 12,
  label: 200,
  summary: 600,
  description: 1200,
  causes: 4,
  steps: 8,
  links: 8,
} as const;

const STATUS_WORDS = {
  firing: '🔴 Firing',
  acknowledged: '🟡 Acknowledged',
  resolved: '🟢 Resolved',
} as const;

/** The message that stands for an alert: edited in place when anything changes. It quotes the alert as plain text. */
export function buildAlertCard(view: AlertView, options: AlertCardOptions = {}): SlackMessage {
  const { record, answer } = view;
  const alert = record.report;
  const title = `${STATUS_WORDS[record.status]} · ${alert.name}`;
  const header = { type: 'plain_text' as const, text: plainOrBlank(title, LIMITS.headerText), emoji: false };
  const head = [{ type: 'header' as const, text: header }, plainContext([factLine(view)])];
  // What a post says stands right above the card.
  const isBelowPost = alert.source === POST_SOURCE;
  const tail = [...(isBelowPost ? [] : linkBlocks(alert)), ...buttonBlocks(view, options)];
  const told = isBelowPost ? [] : [...saidBlocks(alert), ...placeBlocks(alert)];
  const body = [...told, ...answerBlocks(answer, options)];
  return { text: fallbackText(view), blocks: fitCard(head, body, tail) };
}

function factLine({ record, isFlapping }: AlertView): string {
  const { report, count, startsAt, lastSeen, resolvedAt, reopenedCount } = record;
  return [
    `Severity ${report.severity}`,
    `Since ${timeWords(startsAt)}`,
    ...(resolvedAt === undefined ? [] : [`Resolved ${timeWords(resolvedAt)}`]),
    ...(count > 1 ? [`Seen ${count} times, last ${timeWords(lastSeen)}`] : []),
    ...(reopenedCount > 0 ? [`Reopened ${reopenedCount === 1 ? 'once' : `${reopenedCount} times`}`] : []),
    ...(isFlapping ? ['Flapping: its turns are shown here only'] : []),
    `From ${report.source}`,
  ].join(' · ');
}

/** Times of the database in UTC, the same for every reader. */
function timeWords(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function saidBlocks({ summary, description, name }: Alert): types.KnownBlock[] {
  const said = summary === name ? '' : summary;
  const more = description.includes(said) ? description : `${said}\n${description}`.trim();
  const text = more === '' ? said : more;
  if (text === '') return [];
  if (text.includes('\n')) return [codeBlock(text, CARD.description)];
  return [richText([{ type: 'rich_text_section', elements: textElements(shorten(text, CARD.summary)) }])];
}

function placeBlocks(alert: Alert): types.KnownBlock[] {
  const labels = tellingLabels(alert).slice(0, CARD.labels);
  if (labels.length === 0) return [];
  const elements = labels.flatMap(([label, value], index) => [
    ...textElements(index === 0 ? '' : '\n'),
    ...textElements(`${shorten(label, CARD.label)}: `, { bold: true }),
    ...textElements(shorten(value, CARD.label)),
  ]);
  return [headingBlock('Where'), richText([{ type: 'rich_text_section', elements }])];
}

function answerBlocks(answer: AlertAnswer | undefined, { pagesUrl }: AlertCardOptions): types.KnownBlock[] {
  if (answer === undefined) return [headingBlock('No entry knows this alert.')];
  const how =
    answer.confidence === undefined
      ? "Known problem, by the alert's own runbook"
      : `Known problem (${percent(answer.confidence)})`;
  const lead = [
    ...textElements(`${how}: `),
    ...textElements(shorten(answer.title, 200), { bold: true }),
    ...textElements(' · '),
    ...linkElements(pageAddress(answer.page, pagesUrl), shorten(answer.page, 200)),
  ];
  return [
    richText([{ type: 'rich_text_section', elements: lead }]),
    ...partBlocks('Causes', answer.causes, 'bullet', CARD.causes),
    ...partBlocks('Steps', answer.steps, 'ordered', CARD.steps),
  ];
}

/** Where no entry knows the alert there is nothing to judge, but maybe a model to ask. */
function buttonBlocks(
  { record, answer }: AlertView,
  { canAskModel, canSave }: AlertCardOptions,
): types.KnownBlock[] {
  const source = { kind: 'alert' as const, id: record.id };
  if (answer !== undefined) {
    return [answerButtons({ source, shown: [entryKey(answer.id)] }, { canShare: false })];
  }
  const ref = { source, shown: [] };
  const elements = [
    ...(canAskModel === true ? [askModelButton(ref)] : []),
    ...(canSave === true ? [saveButton(ref)] : []),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function pageAddress(page: string, pagesUrl: string | undefined): string {
  if (pagesUrl === undefined) return page;
  const base = pagesUrl.endsWith('/') ? pagesUrl : `${pagesUrl}/`;
  const path = page.split('/').map(encodeURIComponent).join('/');
  return URL.canParse(path, base) ? new URL(path, base).href : page;
}

function linkBlocks({ runbookUrl, links }: Alert): types.KnownBlock[] {
  const all = [...(runbookUrl === undefined ? [] : [{ title: 'Runbook', url: runbookUrl }]), ...links];
  const elements = all
    .filter(({ url }, index) => all.findIndex((other) => other.url === url) === index)
    .slice(0, CARD.links)
    .flatMap(({ title, url }) => [...linkElements(url, shorten(title || url, 75)), ...textElements(' · ')]);
  if (elements.length === 0) return [];
  return [richText([{ type: 'rich_text_section', elements: elements.slice(0, -1) }])];
}

/** One message, whatever the page holds: what does not fit is left out from the end, and said so. */
function fitCard(
  head: readonly types.KnownBlock[],
  body: readonly types.KnownBlock[],
  tail: readonly types.KnownBlock[],
): types.KnownBlock[] {
  const note = plainContext(['Shortened: the page has the rest.']);
  const kept: types.KnownBlock[] = [];
  for (const block of body) {
    const next = [...head, ...kept, block, note, ...tail];
    if (JSON.stringify(next).length > LIMITS.blocksJson || next.length > LIMITS.blocksPerMessage) {
      return [...head, ...kept, note, ...tail];
    }
    kept.push(block);
  }
  return [...head, ...kept, ...tail];
}

/** What notifications show: status, name, severity, and the first step where there is one. */
function fallbackText({ record, answer }: AlertView): string {
  const { name, severity, summary } = record.report;
  const step = answer?.steps[0];
  const known =
    answer === undefined
      ? 'No entry knows this alert.'
      : `Known: ${answer.title}.${step === undefined ? '' : ` First step: ${toPlainLine(step)}`}`;
  const words = `${STATUS_WORDS[record.status]} · ${name} (${severity}). ${summary === '' ? '' : `${shorten(summary, ANSWER_SIZES.firstStep)} `}${known}`;
  return escapeMrkdwn(plainOrBlank(words, LIMITS.headerText * 6).replace(/\s+/g, ' '));
}
