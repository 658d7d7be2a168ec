import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ERROR_CODES, PasteurError } from '../../errors.ts';
import { errorCode } from './error-code.ts';

/** Holds a folder for this process. */
export interface FolderLock {
  release(): Promise<void>;
}

const NAME = 'pasteur.lock';
const BEAT_MS = 5000;
/** A holder on another machine (a container counts as one) shows that it lives only by its beats. */
const STALE_MS = 3 * BEAT_MS;
const WAIT_MS = 500;

const HOLDER = z.object({
  token: z.string(),
  pid: z.number(),
  host: z.string(),
  /** When the process started, in clock ticks since the machine did; tells a process from a later one of its number. */
  started: z.string().optional(),
});
type Holder = z.infer<typeof HOLDER>;

/** Tokens that this process holds: its own number in a lock file is otherwise from an earlier life. */
const held = new Set<string>();

/**
 * Takes the folder for this process. A lock that a killed process left behind is taken over: at once on the same
 * machine, after fifteen seconds without a beat from another one.
 * @throws PasteurError DATA_FOLDER_IN_USE when another process has it, DATA_FOLDER_UNUSABLE when it cannot be written.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, NAME);
  const own: Holder = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid),
  };
  // Before it is placed: another start in this process must not take it for one of an earlier life.
  held.add(own.token);
  try {
    await mkdir(folder, { recursive: true });
    while (!(await place(path, own))) {
      const other = await readHolder(path);
      if (other === undefined) continue;
      const life = await judge(path, other);
      if (life === 'alive') throw inUse(folder, other);
      if (life === 'dead') await removeStale(path, other);
      else await sleep(WAIT_MS);
    }
  } catch (error) {
    held.delete(own.token);
    if (error instanceof PasteurError) throw error;
    throw new PasteurError(
      ERROR_CODES.dataFolderUnusable,
      `The folder ${folder} cannot hold the database: ${error instanceof Error ? error.message : String(error)}. Make it writable, or set PASTEUR_DATA to one that is, or DATABASE_URL to use PostgreSQL.`,
      { cause: error },
    );
  }
  const beat = setInterval(() => {
    const now = new Date();
    // A beat that fails, on a full disk for one, is followed by the next.
    utimes(path, now, now).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      if (!held.delete(own.token)) return;
      if ((await readHolder(path))?.token === own.token) await rm(path, { force: true });
    },
  };
}

/** Written aside and linked, so that nobody ever reads half a lock; a link fails when the name is taken. */
async function place(path: string, own: Holder): Promise<boolean> {
  const aside = `${path}.${own.token}`;
  try {
    await writeFile(aside, JSON.stringify(own));
    await link(aside, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return HOLDER.parse(JSON.parse(text));
  } catch {
    // Damaged, so nobody's: locks are never written in place.
    return { token: '', pid: 0, host: hostname() };
  }
}

/** `unsure`: on another machine and it has not beaten lately, but might still. */
async function judge(path: string, holder: Holder): Promise<'alive' | 'dead' | 'unsure'> {
  if (holder.host === hostname()) {
    if (holder.pid === process.pid) return held.has(holder.token) ? 'alive' : 'dead';
    return isRunning(holder) ? 'alive' : 'dead';
  }
  const beatAgoMs = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => STALE_MS,
  );
  if (beatAgoMs >= STALE_MS) return 'dead';
  return beatAgoMs < BEAT_MS ? 'alive' : 'unsure';
}

function isRunning({ pid, started }: Holder): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if (errorCode(error) === 'ESRCH') return false;
  }
  return started === undefined || started === startOf(pid);
}

/** Only Linux tells; elsewhere the process number must do. */
function startOf(pid: number): string | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; the start is field 22, the twentieth after it.
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Two starters may both find the lock stale: a rename lets one of them take it, and a lock that is not stale goes back. */
async function removeStale(path: string, stale: Holder): Promise<void> {
  const aside = `${path}.stale.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readHolder(aside))?.token !== stale.token) {
    // Another starter placed its lock in between.
    await link(aside, path).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

function inUse(folder: string, { pid, host }: Holder): PasteurError {
  return new PasteurError(
    ERROR_CODES.dataFolderInUse,
    `The folder ${folder} is in use by process ${pid} on ${host}. Stop that process, set PASTEUR_DATA to another folder, or set DATABASE_URL to a PostgreSQL server, which many processes can share.`,
  );
}
