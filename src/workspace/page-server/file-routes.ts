import { z } from 'zod';
import type { SlackEmulator } from '../emulator.ts';
import { RefusedRequest } from '../http-exchange.ts';
import { recordsOf, textOf } from '../json.ts';
import type { Actor } from '../web-api/actors.ts';
import { sharesOf } from '../web-api/files.ts';
import type { WebApi } from '../web-api/web-api.ts';
import type { SayReply } from '../wire.ts';
import type { Routes } from './page-api.ts';

const uploadQuery = z.object({
  channel: z.string(),
  name: z.string().min(1).max(200),
  title: z.string().default(''),
  comment: z.string().default(''),
  threadTs: z.string().optional(),
});
const fileQuery = z.object({ id: z.string().regex(/^F[A-Z0-9]+$/), name: z.string() });

/** Larger texts Slack keeps as plain files. */
const LARGEST_SNIPPET_BYTES = 1024 * 1024;

/** Files and text snippets of the person at the page, sent and shown the way Slack's own client does it. */
export function createFileRoutes(webApi: WebApi, you: Actor, emulator: SlackEmulator): Routes {
  return {
    'POST /api/file': async ({ url, body }): Promise<SayReply> => {
      const { channel, name, title, comment, threadTs } = uploadQuery.parse(
        Object.fromEntries(url.searchParams),
      );
      const isSnippet = body.length <= LARGEST_SNIPPET_BYTES && isText(body);
      const started = await webApi.call(you, 'files.getUploadURLExternal', {
        filename: name,
        length: body.length,
        ...(isSnippet ? { snippet_type: 'text' } : {}),
      });
      const id = textOf(started, 'file_id');
      if (id === undefined) return { ok: false, error: String(started.error) };
      const sent = await emulator.fetch(`/upload/v1/${id}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(body),
      });
      if (!sent.ok) return { ok: false, error: await sent.text() };
      const reply = await webApi.call(you, 'files.completeUploadExternal', {
        files: [{ id, title: title || name }],
        channel_id: channel,
        ...(comment === '' ? {} : { initial_comment: comment }),
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      });
      if (!reply.ok) return { ok: false, error: String(reply.error) };
      const [share] = sharesOf(recordsOf(reply, 'files')[0]);
      return { ok: true, ...(share === undefined ? {} : { ts: share.ts }) };
    },

    // Always as plain text and never run: whatever was uploaded, this is the page's own origin.
    'GET /api/file': async ({ given, response }) => {
      const { id, name } = fileQuery.parse(given);
      const found = await emulator.fetch(`/files-pri/${id}/${encodeURIComponent(name)}`, {
        headers: { authorization: `Bearer ${you.nextToken()}` },
      });
      if (!found.ok) throw new RefusedRequest(404, 'That file is not there any more.');
      response.writeHead(200, {
        'content-type': 'text/plain; charset=utf-8',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      });
      response.end(Buffer.from(await found.arrayBuffer()));
      return undefined;
    },
  };
}

function isText(body: Buffer): boolean {
  if (body.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}
