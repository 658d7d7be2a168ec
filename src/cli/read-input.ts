import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { ERROR_CODES, PasteurError } from '../errors.ts';
import type { CliIo } from './io.ts';

/** Longest input that is read, in bytes: the engine is linear, but nobody pastes more than this on purpose. */
export const MAX_INPUT_BYTES = 32 * 1024 * 1024;

/** What a person who named no file and pipes nothing is told. */
const INTERACTIVE_HINT = 'Paste the error, then press Ctrl-D on a line of its own.\n';

export interface TextInput {
  readonly text: string;
  /** What the reader should know of how it was read; empty when all went well. */
  readonly notes: readonly string[];
}

/** Reads the files, one after another, as one text; standard input where none is named. */
export async function readInput(
  files: readonly string[],
  io: Pick<CliIo, 'stdin' | 'stderr'>,
): Promise<TextInput> {
  if (files.length === 0) {
    if (io.stdin.isTTY === true) io.stderr.write(INTERACTIVE_HINT);
    return decodeText(await buffer(io.stdin), 'standard input');
  }
  const inputs = await Promise.all(files.map(async (file) => decodeText(await readBytes(file), file)));
  return { text: inputs.map(({ text }) => text).join('\n'), notes: inputs.flatMap(({ notes }) => notes) };
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PasteurError(
      ERROR_CODES.inputUnreadable,
      `cannot read ${file}: ${reason}. Check the name and the right to read it.`,
      {
        cause: error,
      },
    );
  }
}

/** Bytes to text: UTF-8, or UTF-16 with its byte-order mark as PowerShell writes it. */
export function decodeText(bytes: Uint8Array, name: string): TextInput {
  if (bytes.length > MAX_INPUT_BYTES) {
    throw new PasteurError(
      ERROR_CODES.inputUnreadable,
      `${name} has ${megabytes(bytes.length)} MB, more than the ${megabytes(MAX_INPUT_BYTES)} MB that are read. Give the part around the error, for example: tail -n 2000 FILE | pasteur triage`,
    );
  }
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (utf16 !== undefined) return { text: new TextDecoder(utf16).decode(bytes), notes: [] };
  if (bytes.subarray(0, 64 * 1024).includes(0)) {
    throw new PasteurError(
      ERROR_CODES.inputUnreadable,
      `${name} is not text (it holds zero bytes). Give the log or the error as text; for an archive, unpack it first.`,
    );
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  if (text.trim() === '') {
    throw new PasteurError(
      ERROR_CODES.inputUnreadable,
      `${name} is empty. Give the error message, for example: kubectl logs POD | pasteur triage`,
    );
  }
  const isBroken = text.includes('\uFFFD');
  return {
    text,
    notes: isBroken ? [`${name} is not valid UTF-8; what could not be read stands as \uFFFD`] : [],
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
