import { z } from 'zod';
import type { SlackEmulator } from '../emulator.ts';
import { RefusedRequest } from '../http-exchange.ts';
import { recordOf, textOf } from '../json.ts';
import type { Actor } from '../web-api/actors.ts';
import type { WebApi } from '../web-api/web-api.ts';
import type { Routes } from './page-api.ts';

const pictureQuery = z.object({ id: z.string().regex(/^F[A-Z0-9]+$/) });

/** First bytes of what Slack shows as a picture: whatever a file calls itself, nothing else is served as one. */
const SIGNATURES: readonly (readonly [type: string, hex: string])[] = [
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638'],
];

/** Pictures that the bot uploaded or was sent, as blocks and file cards show them. */
export function createPictureRoutes(webApi: WebApi, bot: Actor, emulator: SlackEmulator): Routes {
  return {
    'GET /api/picture': async ({ given, response }) => {
      const { id } = pictureQuery.parse(given);
      const name = textOf(recordOf(await webApi.call(bot, 'files.info', { file: id }), 'file'), 'name');
      const found =
        name === undefined
          ? undefined
          : await emulator.fetch(`/files-pri/${id}/${encodeURIComponent(name)}`, {
              headers: { authorization: `Bearer ${bot.nextToken()}` },
            });
      if (found?.ok !== true) throw new RefusedRequest(404, 'That picture is not there any more.');
      const content = Buffer.from(await found.arrayBuffer());
      const start = content.subarray(0, 8).toString('hex');
      const type = SIGNATURES.find(([, hex]) => start.startsWith(hex))?.[0];
      if (type === undefined) throw new RefusedRequest(415, 'That file is no picture.');
      response.writeHead(200, {
        'content-type': type,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=3600',
      });
      response.end(content);
      return undefined;
    },
  };
}
