import { basename } from 'node:path';
import type { webApi } from '@slack/bolt';
import type { Entry } from '../../knowledge/entry.ts';
import { addCounterExample, describeAddition } from '../../knowledge/save/counter-example.ts';
import type { DraftProblem, PageCredit } from '../../knowledge/save/page-draft.ts';
import type { StandingPage } from '../../knowledge/save/standing-page.ts';
import { sendFile } from '../posting/post-file.ts';
import type { Room } from '../room.ts';
import type { KeptDraft } from '../save/draft-store.ts';
import { savingOf } from '../save/saving.ts';
import { tellSaved } from '../save/tell-saved.ts';
import { threadLink } from '../save/thread-link.ts';
import { whyNotSaved } from '../save/why-not-saved.ts';
import { counterOf } from './counter-draft.ts';

export interface KeepOptions {
  readonly room: Room;
  readonly client: webApi.WebClient;
  readonly entry: Entry;
  readonly kept: KeptDraft;
  readonly credit: PageCredit;
}

/** What came of it: what stands in the way, or what to tell, with a text to copy where there is one. */
export type KeepOutcome =
  | {
      readonly problems: readonly DraftProblem[];
      readonly path: string;
      readonly obstacle: string | undefined;
    }
  | { readonly lines: readonly string[]; readonly code?: string };

/** Checks the page with its counter-example and changes it, or gives it changed to whoever asked. Nothing is overwritten. */
export async function keepCounter(options: KeepOptions): Promise<KeepOutcome> {
  const { room, entry, kept, credit } = options;
  let page: StandingPage | undefined;
  try {
    const { pages } = savingOf(room);
    page = await pages.read(entry.id);
    if (page === undefined) return refusal('The page is gone meanwhile.', page, entry);
    const { text: lines, unless, words } = counterOf(kept);
    const note = [credit.day, credit.author, ...(words === '' ? [] : [words])].join(', ');
    const example = { text: lines, unless, note };
    const text = addCounterExample(page.text, example);
    const { path, obstacle } = page;
    if (typeof text !== 'string') return { problems: [text], path, obstacle };
    const problems = pages.checkChange(page, text);
    if (problems.length > 0) return { problems, path, obstacle };
    if (obstacle !== undefined)
      return await handOver(options, page, { text, addition: describeAddition(example) });
    await change(options, page, text);
    return { lines: [`Kept: ${path}`] };
  } catch (error) {
    return refusal(whyNotSaved(room, error), page, entry);
  }
}

function refusal(message: string, page: StandingPage | undefined, entry: Entry): KeepOutcome {
  const { path = entry.page, obstacle } = page ?? {};
  return { problems: [{ field: 'notExamples', message }], path, obstacle };
}

async function change(options: KeepOptions, page: StandingPage, text: string): Promise<void> {
  const { room, client, entry, kept, credit } = options;
  const { pages, drafts } = savingOf(room);
  const { title } = entry;
  const source = await threadLink(room, client, kept);
  const saved = await pages.change(page, text, { ...credit, title, source });
  await drafts.put({ ...kept, saved });
  room.log.info({ path: saved.path, author: kept.author }, 'a counter-example was kept');
  const told = { kept: { ...kept, saved }, title, author: credit.author, what: 'counter-example' as const };
  await tellSaved(room, client, told);
}

/** A page that is not Pasteur's to change, as it should be, for whoever can change it. */
async function handOver(
  { room, client, kept }: KeepOptions,
  { path, obstacle }: StandingPage,
  { text, addition }: { readonly text: string; readonly addition: string },
): Promise<KeepOutcome> {
  const file = { name: basename(path), title: path, text };
  const isSent = await sendFile(room, client, {
    user: kept.author,
    lead: `${path} with its counter-example. The page itself is as it was: ${obstacle}`,
    file,
  });
  return isSent
    ? { lines: [`Not changed: ${obstacle}`, 'The changed page is in your direct messages with me.'] }
    : { lines: [`Not changed: ${obstacle}`, `What ${path} should get:`], code: addition };
}
