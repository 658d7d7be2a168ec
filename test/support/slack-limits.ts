import type { SlackMessage } from '../../src/slack/blocks/message.ts';
import { asList, asRecord } from './slack-workspace.ts';

/** Elements of rich text that notify nobody. */
const QUIET_ELEMENTS = new Set(['text', 'link']);

/** What Slack would act on in text that it parses: mentions, broadcasts, links; not dates and names of channels, which tell nobody. */
const ACTIVE = /<(?:(?!!date\^\d+\^[^<>|]*\|[^<>]*>|#C[A-Z0-9]+>)[!@#][^>]*|https?:[^>]*|mailto:[^>]*)>/g;

/**
 * Faults that Slack would refuse the message for, or text in it that could act. Figures are those of Slack's
 * documentation, written once more: a wrong one in the table of limits must not pass its own test.
 */
export function messageFaults({ text, blocks }: SlackMessage): string[] {
  const faults: string[] = [];
  const need = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  need(text.length >= 1 && text.length <= 4000, `text of ${text.length}`);
  need(blocks.length >= 1 && blocks.length <= 50, `${blocks.length} blocks`);
  need(JSON.stringify(blocks).length <= 12_000, `blocks of ${JSON.stringify(blocks).length} characters`);
  need(!isActive(text), `active text: ${text}`);
  for (const string of [text, ...stringsIn(blocks)])
    need(!isBroken(string), `broken characters: ${JSON.stringify(string)}`);
  for (const block of blocks.map(asRecord)) blockFaults(block, need);
  return faults;
}

type Need = (holds: boolean, fault: string) => void;

function blockFaults(block: Record<string, unknown>, need: Need): void {
  const elements = asList(block.elements);
  switch (block.type) {
    case 'header':
      textFaults(asRecord(block.text), 150, need);
      break;
    case 'section':
      textFaults(asRecord(block.text), 3000, need);
      break;
    case 'context':
      need(elements.length >= 1 && elements.length <= 10, `${elements.length} context elements`);
      for (const element of elements) textFaults(element, 3000, need);
      break;
    case 'actions':
      need(elements.length >= 1 && elements.length <= 25, `${elements.length} buttons`);
      for (const button of elements) {
        textFaults(asRecord(button.text), 75, need);
        need(String(button.value).length <= 2000, `value of ${String(button.value).length}`);
        need(String(button.action_id).length <= 255, 'action id too long');
      }
      break;
    case 'image':
      need(String(block.alt_text).length >= 1 && String(block.alt_text).length <= 2000, 'alt text');
      break;
    case 'rich_text':
      need(elements.length >= 1, 'empty rich text');
      for (const element of elements) richFaults(element, need);
      break;
    default:
      need(false, `block of type ${String(block.type)}`);
  }
}

function textFaults(object: Record<string, unknown>, max: number, need: Need): void {
  const text = String(object.text);
  need(text.length >= 1 && text.length <= max, `text object of ${text.length}, ${max} allowed`);
  if (object.type === 'mrkdwn')
    need(!isActive(text.replace(/^<https?:\/\/[^<>|\s]+\|[^<>|]*>$/, '')), `active mrkdwn: ${text}`);
  else need(object.type === 'plain_text', `text object of type ${String(object.type)}`);
}

function richFaults(element: Record<string, unknown>, need: Need): void {
  const inner = asList(element.elements);
  if (String(element.type).startsWith('rich_text_')) {
    need(inner.length >= 1, `empty ${String(element.type)}`);
    for (const each of inner) richFaults(each, need);
    return;
  }
  need(QUIET_ELEMENTS.has(String(element.type)), `rich text element ${String(element.type)}`);
  if (element.type === 'text') need(String(element.text).length >= 1, 'empty text element');
  if (element.type === 'link')
    need(/^https?:\/\//.test(String(element.url)) && String(element.url).length <= 3000, 'bad link');
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function isActive(text: string): boolean {
  return text.match(ACTIVE) !== null;
}

function isBroken(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  return /[\ud800-\udfff]/u.test(text) || /[\u0000-\u0008\u000b-\u001f]/.test(text);
}

/** The same for a form: https://docs.slack.dev/reference/views/modal-views */
export function modalFaults(view: unknown): string[] {
  const faults: string[] = [];
  const need: Need = (holds, fault) => {
    if (!holds) faults.push(fault);
  };
  const fields = asRecord(view);
  const blocks = asList(fields.blocks);
  need(blocks.length >= 1 && blocks.length <= 100, `${blocks.length} blocks`);
  need(JSON.stringify(view).length <= 250_000, `view of ${JSON.stringify(view).length} characters`);
  for (const name of ['title', 'submit', 'close'])
    if (fields[name] !== undefined) textFaults(asRecord(fields[name]), 24, need);
  need(String(fields.private_metadata ?? '').length <= 3000, 'private metadata too long');
  need(String(fields.callback_id ?? '').length <= 255, 'callback id too long');
  for (const string of stringsIn(blocks))
    need(!isBroken(string), `broken characters: ${JSON.stringify(string)}`);
  for (const block of blocks) {
    if (block.type !== 'input') {
      blockFaults(block, need);
      continue;
    }
    textFaults(asRecord(block.label), 2000, need);
    if (block.hint !== undefined) textFaults(asRecord(block.hint), 2000, need);
    const { placeholder, max_length, initial_value, options } = asRecord(block.element);
    for (const option of asList(options)) optionFaults(option, need);
    if (placeholder !== undefined) textFaults(asRecord(placeholder), 150, need);
    need(max_length === undefined || Number(max_length) <= 3000, 'input too long');
    const filled = String(initial_value ?? '').length;
    need(filled <= Number(max_length ?? 3000), `input filled with ${filled}`);
  }
  return faults;
}

/** The same for what a menu offers. */
export function optionsFaults(options: readonly unknown[]): string[] {
  const faults: string[] = [];
  const need: Need = (holds, fault) => {
    if (!holds) faults.push(fault);
  };
  need(options.length >= 1 && options.length <= 100, `${options.length} options`);
  for (const option of options.map(asRecord)) optionFaults(option, need);
  for (const string of stringsIn(options))
    need(!isBroken(string), `broken characters: ${JSON.stringify(string)}`);
  return faults;
}

function optionFaults(option: Record<string, unknown>, need: Need): void {
  textFaults(asRecord(option.text), 75, need);
  if (option.description !== undefined) textFaults(asRecord(option.description), 75, need);
  const value = String(option.value);
  need(value.length >= 1 && value.length <= 150, `option value of ${value.length}`);
}
