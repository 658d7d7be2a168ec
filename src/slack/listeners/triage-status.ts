import type { RespondFn } from '@slack/bolt';
import { buildKnowledgeStatus } from '../blocks/knowledge-status.ts';
import { respondPrivately } from '../posting/post.ts';
import type { Room } from '../room.ts';
import { answerStatus as answerAlertStatus } from './triage-alerts.ts';

/** `/triage status`: how the knowledge and its pages stand, then how alerts do. */
export async function answerStatus(room: Room, respond: RespondFn): Promise<void> {
  if (room.knowledge !== undefined) await respondPrivately(respond, [buildKnowledgeStatus(room.knowledge())]);
  await answerAlertStatus(room, respond);
}
