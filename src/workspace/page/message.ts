import { isRecord, type JsonRecord, recordsOf, textOf } from '../json.ts';

/** A message as the page draws it. */
export interface Message {
  readonly ts: string;
  readonly userId: string;
  readonly text: string;
  /** The root of its thread, where it is a reply. */
  readonly threadTs: string | undefined;
  readonly blocks: readonly JsonRecord[];
  readonly attachments: readonly JsonRecord[];
  readonly files: readonly JsonRecord[];
  readonly reactions: readonly JsonRecord[];
  readonly replyCount: number;
  readonly isEphemeral: boolean;
  readonly isEdited: boolean;
  /** A line about the channel itself, such as somebody joining. */
  readonly isEvent: boolean;
}

const EVENT_SUBTYPES = new Set([
  'channel_join',
  'channel_leave',
  'channel_topic',
  'channel_purpose',
  'channel_name',
]);

export function readMessage(record: JsonRecord): Message {
  const ts = textOf(record, 'ts') ?? '';
  const threadTs = textOf(record, 'thread_ts');
  return {
    ts,
    userId: textOf(record, 'user') ?? '',
    text: textOf(record, 'text') ?? '',
    threadTs: threadTs === ts ? undefined : threadTs,
    blocks: recordsOf(record, 'blocks'),
    attachments: recordsOf(record, 'attachments'),
    files: recordsOf(record, 'files'),
    reactions: recordsOf(record, 'reactions'),
    replyCount: typeof record.reply_count === 'number' ? record.reply_count : 0,
    isEphemeral: record.is_ephemeral === true,
    isEdited: isRecord(record.edited),
    isEvent: EVENT_SUBTYPES.has(textOf(record, 'subtype') ?? ''),
  };
}

/** The list with this message in its place by time; one with the same timestamp is replaced. */
export function putMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const others = messages.filter(({ ts }) => ts !== message.ts);
  const later = others.findIndex(({ ts }) => ts > message.ts);
  return later === -1 ? [...others, message] : others.toSpliced(later, 0, message);
}
