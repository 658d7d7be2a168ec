import { type Alert, tellingLabels } from '../alert.ts';
import { POST_LABELS } from './alert-of-post.ts';

/**
 * Whether a post and what another road says are about one alert: the post names that road's incident or monitor, or
 * it has the same name and shows at least one label that says where, and none that says elsewhere. In doubt they are
 * two: one thread too many is a nuisance, an alert in the thread of another is lost.
 */
export function isSameAlert(post: Alert, other: Alert): boolean {
  const [system, ...keys] = (post.labels[POST_LABELS.object] ?? '').split(' ');
  // The post of a system and the webhook of the same system have ids to go by.
  if (system === other.source && system !== 'cloudwatch') return namesObject(other, keys.join(' '));
  if (speaksOfSeveral(post)) return false;
  return isAlike(post, other);
}

/** Whether a post about several alerts at once stands for this one too. */
export function coversAlert(post: Alert, other: Alert): boolean {
  return speaksOfSeveral(post) && hasName(post, other) && !isElsewhere(post, other);
}

function speaksOfSeveral(post: Alert): boolean {
  return Number(post.labels[POST_LABELS.count] ?? 1) > 1;
}

/** Fingerprints that the webhook of a post's system gives to what the post names. */
export function fingerprintsOf(post: Alert): readonly string[] {
  const [system, ...keys] = (post.labels[POST_LABELS.object] ?? '').split(' ');
  const key = keys.join(' ');
  if (key === '') return [];
  return system === 'sentry' ? [`issue:${key}`] : [key];
}

/** How a post would name what the webhook of its system told of, or what another post names. */
export function objectsOf({ source, fingerprint, labels }: Alert): readonly string[] {
  const object = labels[POST_LABELS.object];
  return object === undefined ? [`${source} ${fingerprint.replace(/^issue:/, '')}`] : [object];
}

function namesObject(other: Alert, key: string): boolean {
  if (other.fingerprint === key || other.fingerprint === `issue:${key}`) return true;
  // An alert of Opsgenie goes by the alias that a team gave it; its link has the id.
  return other.source === 'opsgenie' && other.links.some(({ url }) => url.includes(encodeURIComponent(key)));
}

function isAlike(post: Alert, other: Alert): boolean {
  if (!hasName(post, other) || isElsewhere(post, other)) return false;
  const told = new Map(tellingLabels(other));
  const isListed = tellingLabels(post).some(([label, value]) => told.get(label) === value);
  const values = new Set([...told.values()].flatMap(wordsOf));
  return isListed || bareWords(post).some((word) => values.has(word));
}

function hasName(post: Alert, other: Alert): boolean {
  return post.name.toLowerCase() === other.name.toLowerCase();
}

/** A label of both with two values, or a bare value that the other has under no name. */
function isElsewhere(post: Alert, other: Alert): boolean {
  const values = new Set(Object.values(other.labels).flatMap(wordsOf));
  return (
    tellingLabels(post).some(([label, value]) => (other.labels[label] ?? value) !== value) ||
    bareWords(post).some((word) => !values.has(word))
  );
}

function bareWords(post: Alert): readonly string[] {
  return wordsOf(post.labels[POST_LABELS.words] ?? '');
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
