import { type JsonRecord, recordOf, textOf } from '../json.ts';

/** The address of an uploaded picture. */
export function pictureAddress(id: string): string {
  return `/api/picture?${new URLSearchParams({ id })}`;
}

/** An image block, of an uploaded file or of an address; Slack's client loads both itself. */
export function Picture({ block }: { block: JsonRecord }) {
  const id = textOf(recordOf(block, 'slack_file'), 'id');
  const address = id === undefined ? textOf(block, 'image_url') : pictureAddress(id);
  const title = textOf(recordOf(block, 'title'), 'text');
  return (
    <figure className="picture">
      {title !== undefined && <figcaption>{title}</figcaption>}
      <img src={address} alt={textOf(block, 'alt_text') ?? ''} />
    </figure>
  );
}
