import type { webApi } from '@slack/bolt';
import type { PasteSource } from '../answers/answer-ref.ts';
import { triagePaste } from '../answers/answering.ts';
import type { Place } from '../posting/post.ts';
import type { Paste } from '../reading/paste.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';
import { askAbout } from './ask-about.ts';
import { createThreadWriter } from './thread-writer.ts';

export interface DirectQuestion {
  readonly paste: Paste;
  readonly source: Extract<PasteSource, { kind: 'message' }>;
  readonly user: string;
  readonly team: string | undefined;
}

/** In direct messages, where the team set it so: asks the model below an answer that no entry gave. Never rejects. */
export async function askByItself(
  room: Room,
  client: webApi.WebClient,
  place: Place & { readonly threadTs: string },
  { paste, source, user, team }: DirectQuestion,
): Promise<void> {
  const desk = room.summaries;
  if (desk?.when !== 'direct-messages') return;
  try {
    const result = triagePaste(room, paste);
    if (result.verdict === 'matched') return;
    const writer = createThreadWriter({ room, client, place, recipient: { user, team } });
    const asked = { channel: source.channel, ts: source.ts };
    await askAbout(room, desk, { paste, source, result, shown: [], writer, asked });
  } catch (error) {
    room.log.error({ error: reportError(error) }, 'the model could not be asked by itself');
  }
}
