import { escapeMrkdwn } from '../blocks/escape.ts';
import type { Fields } from '../payload.ts';
import { type FileDoor, readFile } from './files.ts';
import { pasteText, readMessage } from './read-message.ts';

/** The text to triage, in Slack's escaping, and what could not be read of it. */
export interface Paste {
  readonly text: string;
  /** Sentences for the asker, such as why a file was left out. */
  readonly notes: readonly string[];
}

/** Files of one message that are read; the others are named in a note. */
const MAX_FILES = 3;

/** Reads a message with its files. `describeFile` gets the full object of a file that came as a mere reference. */
export async function readPaste(
  message: unknown,
  options: {
    readonly botUserId: string | undefined;
    readonly door: FileDoor;
    readonly describeFile: (id: string) => Promise<Fields | undefined>;
  },
): Promise<Paste> {
  const { parts, files } = readMessage(message, options.botUserId);
  const texts = [pasteText(parts)];
  const notes: string[] = [];
  for (const file of files.slice(0, MAX_FILES)) {
    const read = await readFile((await fullFile(file, options.describeFile)) ?? file, options.door);
    if ('text' in read) texts.push(escapeMrkdwn(read.text));
    else notes.push(read.problem);
  }
  const skipped = files.length - MAX_FILES;
  if (skipped > 0) notes.push(`Only the first ${MAX_FILES} files were read; ${skipped} more were left out.`);
  return { text: texts.filter((text) => text.trim() !== '').join('\n'), notes };
}

/** Files from another company's workspace come as a reference only. */
async function fullFile(
  file: Fields,
  describeFile: (id: string) => Promise<Fields | undefined>,
): Promise<Fields | undefined> {
  const { id } = file;
  return file.file_access === 'check_file_info' && typeof id === 'string' ? describeFile(id) : undefined;
}
