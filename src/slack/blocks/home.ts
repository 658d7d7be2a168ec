import type { types } from '@slack/bolt';
import type { AlertFigures } from '../../alerts/open-alerts.ts';
import type { KnowledgeState } from '../../knowledge/knowledge-state.ts';
import type { DayFigures } from '../../store/asks.ts';
import type { HomePicture } from '../../store/home-pictures.ts';
import type { TextGroup } from '../../triage/group-texts.ts';
import type { FiringNow } from '../alerts/firing-now.ts';
import { ACTIONS } from '../surface.ts';
import { cleanText, escapeMrkdwn, mrkdwnLink, shorten } from './escape.ts';
import { dateText, describeGap } from './gaps.ts';
import { LIMITS } from './limits.ts';
import { codeBlock } from './rich-blocks.ts';
import { describeWeek, isQuiet, times, weekBars } from './week.ts';

/** What App Home shows. Undefined stands for what this Pasteur does not have. */
export interface HomeState {
  readonly knowledge: KnowledgeState | undefined;
  readonly alerts: AlertFigures | undefined;
  /** The newest unresolved ones that the reader may see. */
  readonly firing: readonly FiringNow[];
  /** The last seven days. */
  readonly days: readonly DayFigures[];
  readonly mostAsked: readonly AskedEntry[];
  readonly gaps: readonly TextGroup[];
  readonly hasModel: boolean;
  /** Watched channels, by id or name. */
  readonly watched: readonly string[];
}

/** An entry that answered, as people know it. */
export interface AskedEntry {
  /** Its title; its id where it is gone. */
  readonly name: string;
  /** Address of its page; undefined where pages have none. */
  readonly link: string | undefined;
  readonly count: number;
}

const MOST_SYSTEMS = 60;
const MOST_GAPS = 5;
const MOST_FAULTS = 5;
const LONGEST_LINE = 300;
const LONGEST_NAME = 150;

/** The Home tab: what happens now, what is asked, what is missing, what is known, what is broken. */
export function buildHome(state: HomeState, picture: HomePicture | undefined): types.HomeView {
  return {
    type: 'home',
    blocks: [
      searchBox(),
      ...weekBlocks(state.days, picture),
      ...part('Alerts', alertLines(state)),
      ...part('Most asked in the last seven days', mostAskedLines(state.mostAsked)),
      ...gapBlocks(state.gaps),
      ...part('What I know', knowledgeLines(state.knowledge)),
      ...part('Faults of pages', faultLines(state.knowledge)),
      ...part('Connected to', connectionLines(state)),
    ],
  };
}

function searchBox(): types.InputBlock {
  return {
    type: 'input',
    dispatch_action: true,
    label: { type: 'plain_text', text: 'Look for an entry' },
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.homeSearch,
      max_length: LIMITS.inputLength,
      placeholder: { type: 'plain_text', text: 'An error, a code or a few words, then Enter' },
    },
  };
}

/** The figures stand in words above the picture, so that nobody needs it. */
function weekBlocks(days: readonly DayFigures[], picture: HomePicture | undefined): types.KnownBlock[] {
  const heading = header('The last seven days');
  if (isQuiet(days)) {
    const text =
      'Nobody has asked anything yet. Paste an error to me under Messages, mention me in a channel, or use `/triage`.';
    return [heading, { type: 'section', text: { type: 'mrkdwn', text } }];
  }
  const text = { type: 'plain_text' as const, text: describeWeek(days), emoji: false };
  return [
    heading,
    { type: 'section', text },
    picture === undefined
      ? weekBars(days)
      : {
          type: 'image',
          slack_file: { id: picture.file },
          alt_text: shorten(cleanText(picture.description), LIMITS.altText),
        },
  ];
}

function header(text: string): types.HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

function part(title: string, lines: readonly string[]): types.KnownBlock[] {
  if (lines.length === 0) return [];
  return [
    header(title),
    { type: 'section', text: { type: 'mrkdwn', text: shorten(lines.join('\n'), LIMITS.sectionText) } },
  ];
}

function alertLines({ alerts, firing }: Pick<HomeState, 'alerts' | 'firing'>): readonly string[] {
  if (alerts === undefined) return [];
  const { firing: open, acknowledged } = alerts.byStatus;
  const late = alerts.waiting === 0 ? '' : ` ${alerts.waiting} changes are on their way to Slack.`;
  if (open + acknowledged === 0) return [`No alert is firing.${late}`];
  const taken = acknowledged === 0 ? '' : `, ${acknowledged} acknowledged`;
  return [`${open} firing now${taken}.${late}`, ...firing.map(alertLine)];
}

function alertLine({ name, severity, since, channel, link }: FiringNow): string {
  return `• ${named(name, link)} · ${severity} · since ${dateText(since.toISOString())} · <#${channel}>`;
}

function mostAskedLines(entries: HomeState['mostAsked']): readonly string[] {
  return entries.map(({ name, link, count }) => `• ${named(name, link)}: ${times(count)}`);
}

function gapBlocks(gaps: readonly TextGroup[]): types.KnownBlock[] {
  if (gaps.length === 0) return [];
  const more = gaps.length - MOST_GAPS;
  const note = more > 0 ? `and ${more} more: \`/triage gaps\`` : 'Times and channels: `/triage gaps`';
  return [
    header('Asked, and nobody has written it down yet'),
    ...gaps
      .slice(0, MOST_GAPS)
      .flatMap((gap): types.KnownBlock[] => [
        codeBlock(shorten(gap.template, LONGEST_LINE)),
        { type: 'context', elements: [{ type: 'mrkdwn', text: describeGap(gap) }] },
      ]),
    { type: 'context', elements: [{ type: 'mrkdwn', text: note }] },
  ];
}

function knowledgeLines(knowledge: KnowledgeState | undefined): readonly string[] {
  if (knowledge === undefined) return [];
  const systems = [...(knowledge.systems ?? [])].sort(
    ([one, few], [other, many]) => many - few || (one < other ? -1 : 1),
  );
  const more = systems.length - MOST_SYSTEMS;
  const list = systems.slice(0, MOST_SYSTEMS).map(([system, count]) => `${inert(system)} ${count}`);
  return [
    `${knowledge.entries} entries, read ${dateText(knowledge.loadedAt.toISOString())}.`,
    ...(list.length === 0 ? [] : [`${list.join(' · ')}${more > 0 ? ` and ${more} more systems` : ''}`]),
  ];
}

function faultLines(knowledge: KnowledgeState | undefined): readonly string[] {
  const faults = knowledge?.faults ?? [];
  const more = faults.length - MOST_FAULTS;
  return [
    ...faults
      .slice(0, MOST_FAULTS)
      .map(({ page, line, message, cure }) => `• ${inert(`${page}:${line}: ${message}. ${cure}`)}`),
    ...(more > 0 ? [`and ${more} more: \`/triage status\``] : []),
  ];
}

function connectionLines({ alerts, hasModel, watched }: HomeState): readonly string[] {
  return [
    alerts === undefined ? '• monitoring systems: none' : '• monitoring systems: alerts are taken',
    `• watched channels: ${watched.length === 0 ? 'none; `/triage watch` adds one' : String(watched.length)}`,
    hasModel ? '• a language model, for what no entry knows' : '• language model: none',
  ];
}

function named(name: string, link: string | undefined): string {
  const label = shorten(cleanText(name), LONGEST_NAME);
  return link === undefined ? inert(label) : mrkdwnLink(link, label);
}

function inert(text: string): string {
  return escapeMrkdwn(shorten(cleanText(text), LONGEST_LINE)).replace(/[*_~`]/g, '\u200b$&');
}
