import { readFile } from 'node:fs/promises';

/** A link to a file of the project, which has no address at the page. */
const RELATIVE_LINK = /\[([^\]]+)\]\((?!https?:)[^)]*\)/g;

/** The README's section about connecting a real workspace, or an empty text where there is none. */
export async function readGuide(readme: URL): Promise<string> {
  const text = await readFile(readme, 'utf8').catch(() => '');
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^##\s.*\bconnect/i.test(line));
  if (start === -1) return '';
  const length = lines.slice(start + 1).findIndex((line) => /^##\s/.test(line));
  return lines
    .slice(start + 1, length === -1 ? undefined : start + 1 + length)
    .join('\n')
    .replace(RELATIVE_LINK, '$1')
    .trim();
}
