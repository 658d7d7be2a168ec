import { type Fields, numberAt, textAt } from '../payload.ts';

/** How files are fetched. */
export interface FileDoor {
  readonly botToken: string;
  readonly fetch: typeof globalThis.fetch;
  /** Where Slack's Web API is, when it is not Slack's own: files on the same machine are then trusted too. */
  readonly slackApiUrl?: string | undefined;
}

/** A file's text, or why there is none, in a sentence for the asker. */
export type FileText = { readonly text: string } | { readonly problem: string };

/** Larger files are refused: what matters of a log is a few lines around the error. */
const MAX_BYTES = 5 * 1024 * 1024;
const MAX_SIZE_WORDS = '5 MB';
const TIMEOUT_MS = 15_000;
const MAX_REDIRECTS = 3;

/** Bytes looked at to tell text from binary, and the share of unreadable characters that makes it binary. */
const SNIFF_BYTES = 8192;
const MAX_UNREADABLE = 0.1;

const UNREADABLE_TYPES = /^(?:image|video|audio|font)\/|^application\/(?:pdf|zip|gzip|x-tar|x-7z|vnd\.)/;

/** Downloads a text file of a message with the bot's token, which is only ever sent to Slack. */
export async function readFile(file: Fields, door: FileDoor): Promise<FileText> {
  const name = textAt(file, 'name') || textAt(file, 'title') || 'the file';
  if (UNREADABLE_TYPES.test(textAt(file, 'mimetype')))
    return { problem: `${name} is no text: paste the error itself.` };
  if ((numberAt(file, 'size') ?? 0) > MAX_BYTES) return tooLarge(name);
  const url = textAt(file, 'url_private_download') || textAt(file, 'url_private');
  if (!isTrusted(url, door.slackApiUrl))
    return { problem: `${name} is not stored in Slack: paste the lines around the error.` };
  const response = await fetchFile(url, door);
  if (response === undefined || isLoginPage(response, file)) {
    return {
      problem: `Slack did not hand out ${name}. The app needs the scope files:read; reinstall it after adding the scope.`,
    };
  }
  if (!response.ok)
    return { problem: `Slack answered ${response.status} for ${name}: it may have been deleted.` };
  const bytes = await readBytes(response);
  if (bytes === undefined) return tooLarge(name);
  const text = decode(bytes);
  return text === undefined
    ? { problem: `${name} is binary: attach a text file, or paste the error.` }
    : { text };
}

function tooLarge(name: string): FileText {
  return { problem: `${name} is larger than ${MAX_SIZE_WORDS}: paste the lines around the error.` };
}

/** Follows redirects inside Slack only; one that leads elsewhere is the login page of a missing scope. */
async function fetchFile(url: string, door: FileDoor): Promise<Response | undefined> {
  let address = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await door.fetch(address, {
      headers: { authorization: `Bearer ${door.botToken}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    address = new URL(location, address).href;
    if (!isTrusted(address, door.slackApiUrl)) return undefined;
  }
  return undefined;
}

/** Files live on files.slack.com; the token goes to no other host, whatever a message says. */
function isTrusted(url: string, slackApiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'))) return true;
  return slackApiUrl !== undefined && isLoopback(new URL(slackApiUrl).hostname) && isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

function isLoginPage(response: Response, file: Fields): boolean {
  const isHtml = (response.headers.get('content-type') ?? '').startsWith('text/html');
  return isHtml && textAt(file, 'mimetype') !== 'text/html' && textAt(file, 'filetype') !== 'html';
}

/** The body, or undefined when it is larger than allowed; Slack's `size` is not to be relied on. */
async function readBytes(response: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Broken UTF-8 is read with marks in its place; what is mostly marks, or has zero bytes, is no text. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const head = bytes.subarray(0, SNIFF_BYTES);
  if (head.includes(0)) return undefined;
  const start = new TextDecoder().decode(head);
  const unreadable = start.split('\ufffd').length - 1;
  return unreadable > start.length * MAX_UNREADABLE ? undefined : new TextDecoder().decode(bytes);
}
