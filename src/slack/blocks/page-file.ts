import type { Match } from '../../triage/result.ts';
import { cleanText, shorten } from './escape.ts';

/** A text file that goes with an answer. */
export interface TextFile {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** What an entry says, whole, for when it does not fit into the messages of an answer. */
export function buildPageFile({ id, title, causes, steps, references }: Match): TextFile {
  const parts = [
    `# ${title}`,
    ...section('Causes', causes, () => '-'),
    ...section('Steps', steps, (index) => `${index + 1}.`),
    ...section(
      'References',
      references.map((reference) => `${reference.title} ${reference.url}`.trim()),
      () => '-',
    ),
  ];
  return {
    name: `${shorten(id.replace(/[^\p{L}\p{N}_-]+/gu, '-'), 80)}.md`,
    title: shorten(cleanText(title), 150),
    text: `${cleanText(parts.join('\n\n'))}\n`,
  };
}

function section(
  heading: string,
  items: readonly string[],
  mark: (index: number) => string,
): readonly string[] {
  if (items.length === 0) return [];
  // Further lines of an item stand under its first, so that code in it stays a part of it.
  const lines = items.map((item, index) => `${mark(index)} ${item.replace(/\n/g, '\n   ')}`);
  return [`## ${heading}`, ...lines];
}
