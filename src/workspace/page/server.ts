import { isRecord, type JsonRecord, parseJson, recordsOf, textOf } from '../json.ts';
import type { AlertAction, SentAlerts, WorkspaceState } from '../wire.ts';
import { type Message, readMessage } from './message.ts';

/** What the workspace server answered to something done here. */
export interface Answer {
  readonly error: string | undefined;
  readonly body: JsonRecord;
}

export async function fetchState(): Promise<WorkspaceState> {
  const response = await fetch('/api/state');
  if (!response.ok) throw new Error(`the workspace server answered ${response.status}`);
  return JSON.parse(await response.text());
}

export function fetchMessages(channel: string): Promise<readonly Message[]> {
  return getMessages(`/api/messages?${new URLSearchParams({ channel })}`);
}

export function fetchThread(channel: string, ts: string): Promise<readonly Message[]> {
  return getMessages(`/api/thread?${new URLSearchParams({ channel, ts })}`);
}

/** The address of a file's content as plain text. */
export function fileAddress(id: string, name: string): string {
  return `/api/file?${new URLSearchParams({ id, name })}`;
}

export async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  return response.ok ? response.text() : '';
}

export function send(path: string, body: object): Promise<Answer> {
  return post(path, JSON.stringify(body), 'application/json');
}

export interface AlertRequest {
  readonly source: string;
  readonly action: AlertAction;
  readonly count: number;
  readonly isForged: boolean;
}

/** `sent` is what the webhook answered; undefined where it could not be asked. */
export async function sendAlert(
  request: AlertRequest,
): Promise<{ readonly error: string | undefined; readonly sent: SentAlerts | undefined }> {
  const { error, body } = await send('/api/alert', request);
  if (error !== undefined) return { error, sent: undefined };
  const answers = recordsOf(body, 'answers').map((answer) => ({
    status: numberOf(answer, 'status'),
    body: textOf(answer, 'body') ?? '',
    times: numberOf(answer, 'times'),
  }));
  const sent = { request: textOf(body, 'request') ?? '', answers, firing: numberOf(body, 'firing') };
  return { error, sent };
}

export interface Upload {
  readonly channel: string;
  readonly threadTs: string | undefined;
  readonly file: File;
  readonly comment: string;
}

export function sendFile({ channel, threadTs, file, comment }: Upload): Promise<Answer> {
  const query = new URLSearchParams({
    channel,
    name: file.name,
    comment,
    ...(threadTs === undefined ? {} : { threadTs }),
  });
  return post(`/api/file?${query}`, file, 'application/octet-stream');
}

/** A menu of a modal, and what was typed into it. */
export interface OptionsRequest {
  readonly viewId: string;
  readonly blockId: string;
  readonly actionId: string;
  readonly value: string;
}

/** What the app offers in a menu; of grouped options all, one group after the other. */
export async function fetchOptions(
  request: OptionsRequest,
): Promise<{ readonly error: string | undefined; readonly options: readonly JsonRecord[] }> {
  const { error, body } = await send('/api/options', request);
  return { error, options: recordsOf(body, 'options') };
}

async function post(path: string, body: string | File, type: string): Promise<Answer> {
  try {
    const response = await fetch(path, { method: 'POST', headers: { 'content-type': type }, body });
    const json = parseJson(await response.text());
    const record = isRecord(json) ? json : {};
    const error =
      record.ok === false || !response.ok
        ? (textOf(record, 'error') ?? `HTTP ${response.status}`)
        : undefined;
    return { error, body: record };
  } catch {
    return { error: 'the local workspace does not answer; is it still running?', body: {} };
  }
}

async function getMessages(path: string): Promise<readonly Message[]> {
  const response = await fetch(path);
  return recordsOf(parseJson(await response.text()), 'messages').map(readMessage);
}

function numberOf(record: JsonRecord, key: string): number {
  const found = record[key];
  return typeof found === 'number' ? found : 0;
}
