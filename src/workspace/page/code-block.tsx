import { useState } from 'react';
import { type JsonRecord, recordsOf, textOf } from '../json.ts';
import { Icon } from './icons.tsx';

const CONFIRMED_MS = 1500;

/** Preformatted text with a button that copies it. */
export function CodeBlock({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), CONFIRMED_MS);
  };
  return (
    <div className="code">
      <pre className="code__text">{text}</pre>
      <button
        type="button"
        className="icon-button"
        aria-label={isCopied ? 'Copied' : 'Copy'}
        title="Copy"
        onClick={copy}
      >
        <Icon name={isCopied ? 'check' : 'copy'} />
      </button>
    </div>
  );
}

/** A rich text block cut at its preformatted parts, each of which becomes a block of its own. */
export function splitCode(block: JsonRecord): readonly JsonRecord[] {
  if (block.type !== 'rich_text') return [block];
  const parts: JsonRecord[] = [];
  let elements: JsonRecord[] = [];
  const flush = () => {
    if (elements.length > 0)
      parts.push({ ...block, block_id: `${String(block.block_id)}-${parts.length}`, elements });
    elements = [];
  };
  for (const element of recordsOf(block, 'elements')) {
    if (element.type !== 'rich_text_preformatted') {
      elements.push(element);
      continue;
    }
    flush();
    const text = recordsOf(element, 'elements').map((one) => textOf(one, 'text') ?? textOf(one, 'url') ?? '');
    parts.push({ type: 'code', block_id: `${String(block.block_id)}-${parts.length}`, text: text.join('') });
  }
  flush();
  return parts;
}
