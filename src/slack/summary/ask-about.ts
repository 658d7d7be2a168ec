import { tellingLabels } from '../../alerts/alert.ts';
import type { TriageResult } from '../../triage/result.ts';
import { entryKey, type PasteSource } from '../answers/answer-ref.ts';
import { pageUrl } from '../answers/answering.ts';
import type { Paste } from '../reading/paste.ts';
import type { Room } from '../room.ts';
import { reportError } from '../slack-fault.ts';
import type { Ask, SummaryDesk } from './summary-desk.ts';
import type { SummaryWriter } from './summary-writer.ts';

export interface AskAbout {
  readonly paste: Paste;
  readonly source: PasteSource;
  readonly result: TriageResult;
  /** Keys of entries that the asker turned down: the model is not offered them. */
  readonly shown: readonly string[];
  readonly writer: SummaryWriter;
  readonly asked: Ask['asked'];
}

/** Entries that the model is offered, at most. */
const MOST_SOURCES = 3;

/** Asks the model about a paste that no entry knows, with the nearest entries as its sources. */
export async function askAbout(
  room: Room,
  desk: SummaryDesk,
  { paste, source, result, shown, writer, asked }: AskAbout,
): Promise<boolean> {
  const nearest = [...result.matches, ...result.nearest]
    .filter(({ id }) => !shown.includes(entryKey(id)))
    .slice(0, MOST_SOURCES);
  const urlOf = pageUrl(room);
  return desk.ask({
    question: { text: paste.text, labels: await labelsOf(room, source), entries: nearest },
    sources: nearest.map(({ title, page }) => ({ title, page, url: urlOf?.(page) })),
    writer,
    asked,
    save: room.saving === undefined ? undefined : { source, shown: [] },
  });
}

async function labelsOf(room: Room, source: PasteSource): Promise<readonly (readonly [string, string])[]> {
  if (source.kind !== 'alert') return [];
  const view = await room.alerts?.find(source.id).catch((error: unknown) => {
    room.log.warn({ error: reportError(error) }, 'the labels of an alert are left out of a question');
    return undefined;
  });
  return view === undefined ? [] : tellingLabels(view.record.report);
}
