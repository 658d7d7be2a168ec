import { posix } from 'node:path';
import type { Proposal } from '../../store/proposal.ts';
import type { Repository } from './repository.ts';

type Worded = Pick<Proposal, 'path' | 'before' | 'title' | 'author' | 'source' | 'findings'>;

/** Longest title of a pull request; GitHub cuts at 256. */
const MAX_TITLE = 200;

/**
 * The commit's message. It names the page by its path, which holds nothing that a server would act on, as it does on
 * `fixes #12` and `@name`.
 */
export function commitMessage({ path, before, author }: Worded): string {
  const name = path.replace(/\.md$/, '');
  return `${before === undefined ? 'Add' : 'Change'} ${name}\n\nSaved from Slack by ${inert(author)}.\n`;
}

export function pullTitle({ title, before }: Worded): string {
  const name = inert(title);
  return `${before === undefined ? 'Known error' : 'Counter-example'}: ${name.length > MAX_TITLE ? `${name.slice(0, MAX_TITLE - 1)}…` : name}`;
}

export function pullBody(proposal: Worded, { address }: Pick<Repository, 'address'>): string {
  const { path, before, author, source, findings } = proposal;
  const file = code(posix.join(address.folder, path));
  const what = before === undefined ? `A new page, ${file}` : `A changed page, ${file}`;
  return [
    `${what}, saved from Slack by ${code(author)}.`,
    ...(source === undefined ? [] : [`Where it was written down: ${source}`]),
    findings,
    'Pasteur uses it already. Once this is merged, the page of the repository takes its place.',
  ].join('\n\n');
}

export function closingComment(by: string | undefined): string {
  return `Taken back in Slack${by === undefined ? '' : ` by ${code(by)}`}.`;
}

/** A text in which a server finds no name to tell and no issue to close. */
function inert(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/([@#])(?=\S)/g, '$1\u2060')
    .trim();
}

function code(text: string): string {
  return `\`${text.replaceAll(/[`\s]+/g, ' ').trim()}\``;
}
