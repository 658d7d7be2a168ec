import type { Changes } from '../changes.ts';
import { isRecord, type JsonRecord, recordOf, recordsOf, textOf } from '../json.ts';
import type { FindMessage } from './messages.ts';
import type { MethodExtensions } from './web-api.ts';

/** Sharing of uploaded files, which Slack shows as a message. */
export function fileExtensions(changes: Changes, findMessage: FindMessage): MethodExtensions {
  return {
    // The emulator takes a picture's description under the name that the official client uses, Slack under its own.
    'files.getUploadURLExternal': async ({ params }, forward) =>
      forward({ alt_text: params.alt_txt, ...params }),
    'files.completeUploadExternal': async ({ params }, forward) => {
      const reply = await forward(params);
      for (const { channel, ts } of sharesOf(recordsOf(reply, 'files')[0])) {
        const message = await findMessage(channel, ts);
        if (message !== undefined) changes.emit({ type: 'message', channel, message });
      }
      return reply;
    },
  };
}

/** Where a file was shared; files of one upload share their messages. */
export function sharesOf(file: JsonRecord | undefined): readonly { channel: string; ts: string }[] {
  const shares = recordOf(file, 'shares');
  return ['public', 'private'].flatMap((kind) =>
    Object.entries(recordOf(shares, kind) ?? {}).flatMap(([channel, places]) =>
      (Array.isArray(places) ? places.filter(isRecord) : []).flatMap((place) => {
        const ts = textOf(place, 'ts');
        return ts === undefined ? [] : [{ channel, ts }];
      }),
    ),
  );
}
