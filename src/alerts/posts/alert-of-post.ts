import { POST_SOURCE } from '../../store/alerts/alert-record.ts';
import { type Alert, createAlert } from '../alert.ts';
import { severityInName, severityOf, UNSAID_SEVERITY } from '../sources/severity.ts';
import type { ChannelPost } from './channel-post.ts';
import { fieldLabels, readListedLabels } from './post-labels.ts';
import { objectOfLinks } from './post-object.ts';
import { statusOfPost } from './post-status.ts';
import { readPostTitle } from './post-title.ts';

/** Labels that keep what a post shows, for comparing it with what another road says; they are never shown. */
export const POST_LABELS = { object: '__object', words: '__words', count: '__count' } as const;

/** What was read from a post. */
export interface PostReading {
  readonly alert: Alert;
  /** `unsaid`: nothing in it says that anything holds or has ended, or no more than a colour. */
  readonly status: Alert['status'] | 'unsaid';
}

/**
 * Reads the alert that a post tells of. Its fingerprint is the same from firing to resolved within one channel: the
 * incident or monitor that its links name, or else its author and subject. A post without a status stands for itself.
 */
export function alertOfPost(post: ChannelPost): PostReading {
  const { channel, ts, author, text, links } = post;
  const said = statusOfPost(post);
  const isSaid = said !== undefined && !said.isGuess;
  const listed = { ...readListedLabels(text), ...fieldLabels(post.fields) };
  const title = readPostTitle(post.title, listed);
  const object = objectOfLinks(links);
  const key = object === undefined ? title.subject : `${object.system} ${object.key}`;
  const labels = { ...listed, ...title.labels };
  const alert = createAlert({
    source: POST_SOURCE,
    fingerprint: isSaid ? `${channel} ${author} ${key}` : `${channel} ${ts}`,
    status: said?.status ?? 'firing',
    severity: severityOfPost(post, labels, title.words),
    name: title.name,
    description: text,
    labels: {
      ...labels,
      ...(object !== undefined && { [POST_LABELS.object]: `${object.system} ${object.key}` }),
      ...(title.words.length > 0 && { [POST_LABELS.words]: title.words.join(' ') }),
      ...(title.count !== undefined && { [POST_LABELS.count]: String(title.count) }),
    },
    links,
    runbookUrl: runbookOf(post, labels),
  });
  return { alert, status: isSaid ? said.status : 'unsaid' };
}

function severityOfPost(
  { title }: ChannelPost,
  labels: Readonly<Record<string, string>>,
  words: readonly string[],
) {
  const told = labels.severity ?? labels.priority ?? labels.urgency;
  return (
    severityOf(told ?? '') ??
    severityInName(title) ??
    words.map(severityOf).find((severity) => severity !== undefined) ??
    UNSAID_SEVERITY
  );
}

function runbookOf({ links }: ChannelPost, labels: Readonly<Record<string, string>>): string | undefined {
  const link = links.find(({ title, url }) => /run-?book|playbook/i.test(`${title} ${url}`));
  return labels.runbook_url ?? link?.url;
}
