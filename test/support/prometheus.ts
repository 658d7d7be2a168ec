import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** Where Debian's package prometheus puts it. */
const EXECUTABLE = '/usr/bin/prometheus';

/** False only outside CI on a machine without it; under CI its absence fails the tests. */
export const HAS_PROMETHEUS = existsSync(EXECUTABLE) || process.env.CI === 'true';

/** A Prometheus of its own that scrapes one address every second. */
export interface Prometheus {
  /** Waits until a query has a result, half a minute at most, and gives its values. */
  values(query: string): Promise<readonly number[]>;
  /** Names of the alerts whose rules it has loaded. */
  rules(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const RESULT = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});
const RULES = z.object({
  data: z.object({ groups: z.array(z.object({ rules: z.array(z.object({ name: z.string() })) })) }),
});

/** Starts one for the metrics at `target` (host and port), with a file of rules. */
export async function startPrometheus(target: string, rules: string): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'pasteur-prometheus-'));
  const config = join(folder, 'prometheus.yml');
  await writeFile(
    config,
    JSON.stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [rules],
      scrape_configs: [{ job_name: 'pasteur', static_configs: [{ targets: [target] }] }],
    }),
  );
  const child = spawn(
    EXECUTABLE,
    [`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`, '--web.listen-address=127.0.0.1:0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines: string[] = [];
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      const found = /Listening on.* address=(127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`Prometheus ended:\n${lines.join('\n')}`)));
  });
  // While it starts it answers 503 in plain words.
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(`http://${address}/api/v1/${path}`);
    return response.ok ? response.json() : undefined;
  };
  return {
    async values(query) {
      const until = performance.now() + 30_000;
      while (performance.now() < until) {
        const answer = RESULT.safeParse(await ask(`query?query=${encodeURIComponent(query)}`));
        const found = answer.data?.data.result.map(({ value }) => Number(value[1])) ?? [];
        if (found.length > 0) return found;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      throw new Error(`Prometheus never had ${query}:\n${lines.slice(-5).join('\n')}`);
    },
    rules: async () =>
      RULES.parse(await ask('rules')).data.groups.flatMap((group) => group.rules.map(({ name }) => name)),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
