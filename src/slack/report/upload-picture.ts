import type { webApi } from '@slack/bolt';
import { isFields, textAt } from '../payload.ts';
import type { Room } from '../room.ts';

/** A picture to show. */
export interface Picture {
  /** File name, with its ending. */
  readonly name: string;
  readonly title: string;
  /** What it shows, for who cannot see it; 1,000 characters at most. */
  readonly description: string;
  readonly png: Uint8Array;
}

const UPLOAD_MS = 10_000;

/**
 * Uploads a picture and shares it in a channel, or nowhere. Not by the client's `uploadV2`: it sends the description
 * as `alt_text`, while Slack reads `alt_txt` (https://docs.slack.dev/reference/methods/files.getUploadURLExternal).
 * @returns the id of the file.
 * @throws what the client throws, or an error that says what the upload was answered.
 */
export async function uploadPicture(
  room: Room,
  client: webApi.WebClient,
  { name, title, description, png }: Picture,
  channel?: string,
): Promise<string> {
  const place: unknown = await client.apiCall('files.getUploadURLExternal', {
    filename: name,
    length: png.byteLength,
    alt_txt: description,
  });
  const [id, url] = isFields(place) ? [textAt(place, 'file_id'), textAt(place, 'upload_url')] : ['', ''];
  const uploaded = await room.files.fetch(url, {
    method: 'POST',
    body: new Blob([Buffer.from(png)], { type: 'image/png' }),
    signal: AbortSignal.timeout(UPLOAD_MS),
  });
  if (!uploaded.ok) throw new Error(`Slack answered the upload of ${name} with status ${uploaded.status}`);
  await client.apiCall('files.completeUploadExternal', {
    ...(channel !== undefined && { channel_id: channel }),
    files: [{ id, title }],
  });
  return id;
}
