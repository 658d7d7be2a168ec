import type { Entry } from '../../knowledge/entry.ts';
import { encodeAnswerRef, entryKey } from '../answers/answer-ref.ts';
import { offersModel, pageUrl } from '../answers/answering.ts';
import { settleAnswer } from '../answers/settle-answer.ts';
import { AskerProblem } from '../asker-problem.ts';
import type { SlackMessage } from '../blocks/message.ts';
import { buildNamed, buildNoneRight } from '../blocks/named.ts';
import { notice } from '../blocks/notices.ts';
import { audienceOf } from '../channels/shared-channels.ts';
import { once } from '../delivery/guard.ts';
import { noteCorrection } from '../feedback/note-correction.ts';
import { personName } from '../people/person-name.ts';
import { type Place, postMessages } from '../posting/post.ts';
import { fetchMessage, type Reader } from '../reading/fetch-paste.ts';
import { reportError } from '../slack-fault.ts';
import { tellCorrector } from './tell-corrector.ts';
import type { WrongPlace } from './wrong-place.ts';

export interface Verdict {
  readonly user: string;
  /** The entry that was shown; undefined where it is gone. */
  readonly shown: Entry | undefined;
  /** The one that is right; undefined where none is. */
  readonly meant: Entry | undefined;
  /** A remark; empty for none. */
  readonly words: string;
}

/** Keeps the vote of somebody who called an answer wrong, and shows the right entry where the answer stands. */
export async function correctAnswer(reader: Reader, wrong: WrongPlace, verdict: Verdict): Promise<void> {
  const { room } = reader;
  const { ref, channel, messageTs, threadTs } = wrong;
  const { user, shown, meant } = verdict;
  const place = channel === undefined || threadTs === undefined ? undefined : { channel, threadTs };
  await checkPlace(reader, place);
  await noteCorrection(reader, wrong, { person: user, shown, meant });
  await room.onFeedback({ kind: 'wrong', entry: ref.shown.at(-1) ?? '', user, channel });
  if (place === undefined) {
    await tellCorrector(reader, wrong, user, messagesFor(reader, wrong, verdict, undefined), {
      replaces: true,
    });
    return;
  }
  const what = meant === undefined ? '' : entryKey(meant.id);
  const isFirst = await once(room, `wrong:${place.channel}:${messageTs}:${what}`, async () => {
    const name = await nameIn(reader, place, user);
    await post(reader, wrong, place, messagesFor(reader, wrong, verdict, name), meant);
  });
  if (!isFirst)
    await tellCorrector(reader, wrong, user, [notice('That is already said in the thread below.')]);
}

/** The name for others to read; undefined where only the person reads it. */
async function nameIn({ room, client }: Reader, place: Place, user: string): Promise<string | undefined> {
  if (place.channel.startsWith('D')) return undefined;
  return (await personName(room, client, user)) ?? 'Somebody';
}

/** The channel may have been shared with another company while the form was open. */
async function checkPlace({ room, client }: Reader, place: Place | undefined): Promise<void> {
  if (place === undefined || place.channel.startsWith('D')) return;
  if ((await audienceOf(room, client, place.channel)) === 'own') return;
  throw new AskerProblem(
    'I say nothing here: this channel is shared with another company, or I am not in it and cannot see whether it is. Ask me in a direct message.',
  );
}

function messagesFor(
  { room }: Reader,
  { ref }: WrongPlace,
  { shown, meant, words }: Verdict,
  name: string | undefined,
): SlackMessage[] {
  const correction = { name, shownTitle: shown?.title, words };
  if (meant !== undefined) return buildNamed(meant, correction, pageUrl(room));
  const offered = { source: ref.source, shown: ref.shown };
  return [
    buildNoneRight(correction, {
      askModel: offersModel(room, ref.source) ? offered : undefined,
      save: room.saving === undefined ? undefined : offered,
    }),
  ];
}

async function post(
  reader: Reader,
  { ref, messageTs }: WrongPlace,
  place: Place,
  messages: readonly SlackMessage[],
  meant: Entry | undefined,
): Promise<void> {
  const { room, client } = reader;
  const posted = await postMessages(room, client, place, messages);
  const shown = meant === undefined ? ref.shown : [...ref.shown, entryKey(meant.id)];
  await room.answers.extend(place.channel, messageTs, posted, encodeAnswerRef({ source: ref.source, shown }));
  // The card of an alert goes on showing how it stands, buttons too.
  if (ref.source.kind === 'alert') return;
  const note = `Marked as wrong; ${meant === undefined ? 'no entry is right, see' : 'the right entry is'} below.`;
  try {
    const message = await fetchMessage(place.channel, messageTs, reader);
    await settleAnswer(room, client, { channel: place.channel, message, note });
  } catch (error) {
    // Deleted meanwhile, or not to be read here: what is right has been said.
    if (!(error instanceof AskerProblem)) throw error;
    room.log.info({ error: reportError(error) }, 'the buttons of a wrong answer stay');
  }
}
