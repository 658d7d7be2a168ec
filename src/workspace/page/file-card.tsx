import { useEffect, useState } from 'react';
import { type JsonRecord, textOf } from '../json.ts';
import { Icon } from './icons.tsx';
import { pictureAddress } from './picture.tsx';
import { fetchText, fileAddress } from './server.ts';

const PREVIEW_LINES = 6;
const PREVIEW_CHARACTERS = 2000;

/** What Slack shows as a picture, and the workspace serves as one. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif']);

/** A shared file; of a text, its first lines; of a picture, all of it. */
export function FileCard({ file }: { file: JsonRecord }) {
  const name = textOf(file, 'name') ?? 'file';
  const id = textOf(file, 'id') ?? '';
  const isText = file.mode === 'snippet';
  const isPicture = PICTURES.has(textOf(file, 'mimetype') ?? '');
  const address = isPicture ? pictureAddress(id) : fileAddress(id, name);
  const [text, setText] = useState('');
  useEffect(() => {
    if (isText) fetchText(address).then(setText);
  }, [address, isText]);

  const preview = text.slice(0, PREVIEW_CHARACTERS).split('\n').slice(0, PREVIEW_LINES).join('\n');
  return (
    <div className="file">
      <a className="file__head" href={address} target="_blank" rel="noreferrer">
        <Icon name="file" />
        <b>{textOf(file, 'title') ?? name}</b>
        <span>{sizeOf(file.size)}</span>
      </a>
      {isPicture && <img className="file__picture" src={address} alt={textOf(file, 'alt_txt') ?? name} />}
      {preview !== '' && (
        <pre className="file__text">{preview.length < text.length ? `${preview}\n…` : preview}</pre>
      )}
    </div>
  );
}

function sizeOf(size: unknown): string {
  if (typeof size !== 'number') return '';
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${Math.round(size / 1024)} kB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}
