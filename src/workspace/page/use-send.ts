import { useState } from 'react';
import { LARGEST_FILE_BYTES, LONGEST_MESSAGE } from '../wire.ts';
import { usePage } from './page-context.ts';
import { type Answer, send, sendFile } from './server.ts';
import { commandOf } from './suggestions.ts';
import { faultText } from './use-press.ts';

export interface Send {
  /** Whether all of it was taken; where not, a notice says why. */
  readonly submit: (text: string, files: readonly File[]) => Promise<boolean>;
  readonly isBusy: boolean;
}

/** Sends what was written: as a command, as files with a comment, or as a message. */
export function useSend(channel: string, threadTs: string | undefined): Send {
  const { state, dispatch } = usePage();
  const [isBusy, setBusy] = useState(false);
  const inThread = threadTs === undefined ? {} : { threadTs };

  /** What was sent to a channel may be answered in a thread, which then opens. */
  function expectAnswer({ error, body }: Answer): string | undefined {
    if (threadTs === undefined && typeof body.ts === 'string') dispatch({ type: 'asked', ts: body.ts });
    return error;
  }

  async function sendFiles(files: readonly File[], comment: string): Promise<string | undefined> {
    for (const [index, file] of files.entries()) {
      if (file.size > LARGEST_FILE_BYTES)
        return `${file.name} is larger than ${LARGEST_FILE_BYTES / 1024 / 1024} MB.`;
      const error = expectAnswer(
        await sendFile({ channel, threadTs, file, comment: index === 0 ? comment : '' }),
      );
      if (error !== undefined) return error;
    }
    return undefined;
  }

  async function sendAny(text: string, files: readonly File[]): Promise<string | undefined> {
    if (files.length > 0) return sendFiles(files, text);
    if (text.length > LONGEST_MESSAGE) {
      return `A message has at most ${LONGEST_MESSAGE.toLocaleString()} characters: attach it as a text file.`;
    }
    const command = commandOf(text, state.workspace);
    if (command === undefined) {
      if (/^\/[a-z][\w-]*(\s|$)/.test(text))
        return `${text.split(/\s/)[0]} is not a command of this workspace.`;
      return expectAnswer(await send('/api/message', { channel, text, ...inThread }));
    }
    if (threadTs !== undefined) return `${command.command} is not supported in threads, as at Slack.`;
    return (await send('/api/command', { channel, ...command })).error;
  }

  return {
    isBusy,
    async submit(text, files) {
      setBusy(true);
      const error = await sendAny(text.trim(), files);
      setBusy(false);
      if (error !== undefined) dispatch({ type: 'notice', text: faultText(error) });
      return error === undefined;
    },
  };
}
