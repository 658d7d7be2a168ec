import type { RespondFn, webApi } from '@slack/bolt';
import { AskerProblem } from '../asker-problem.ts';
import { buildDoctorReport } from '../blocks/doctor-report.ts';
import { examineRoom } from '../doctor/doctor.ts';
import { respondPrivately } from '../posting/post.ts';
import type { Room } from '../room.ts';

/** `/triage doctor`: what is well and what to do about the rest, for the asker alone. */
export async function answerDoctor(room: Room, respond: RespondFn, client: webApi.WebClient): Promise<void> {
  if (room.doctor === undefined)
    throw new AskerProblem('This Pasteur cannot examine itself: run pasteur doctor.');
  await respondPrivately(respond, [buildDoctorReport(await examineRoom(room, room.doctor, client))]);
}
