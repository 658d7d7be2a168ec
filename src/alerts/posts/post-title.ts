import { BRACKET, LEAD } from './post-status.ts';

/** What the title of a post names. */
export interface PostTitle {
  /** Name of the rule, monitor, alarm or job. */
  readonly name: string;
  /** What stays the same from firing to resolved. */
  readonly subject: string;
  /** Alerts that the post speaks of together; undefined where it does not say. */
  readonly count: number | undefined;
  /** Values of labels that stand in it bare, without their names. */
  readonly words: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** "CloudWatch Alarm | name | region | Account: 123456789012" (Amazon Q). */
const CLOUDWATCH = /CloudWatch Alarm \| (.+?) \| ([a-z0-9-]+) \| Account: (\d{12})/;

/** "shop » main - #42 Failure after 3 min 12 sec" (Jenkins). */
const BUILD = /^(.{1,200}?) - #?\d+ [A-Z]/;

/** "Workflow run failed: CI #381", "Mara closed alert …" */
const STATUS_WORDS =
  /\b(?:has |have |is |was |been )*(?:failed|failure|failing|fails|succeeded|success|successful|passed|fixed|resolved|recovered|closed|acknowledged|triggered|firing|back to normal)\b/gi;

/** The name of a Prometheus rule: one word that no person would write in a sentence. */
const RULE_NAME = /^(?:[A-Z][a-z0-9]+(?:[A-Z0-9][A-Za-z0-9]*)+|\w+[_:]\w+)$/;

export function readPostTitle(title: string, labels: Readonly<Record<string, string>>): PostTitle {
  const alarm = CLOUDWATCH.exec(title);
  if (alarm !== null) {
    const [, name = '', region = '', account = ''] = alarm;
    return { ...plainTitle(name), labels: { account, region } };
  }
  const build = BUILD.exec(title)?.[1];
  if (build !== undefined) return plainTitle(build);
  const bracket = BRACKET.exec(title);
  if (bracket !== null) return groupTitle(title.slice(bracket[0].length), bracket[2], labels);
  const opened = /\b(?:new|closed|acknowledged|created) alert:?\s+(.+)/i.exec(title)?.[1];
  const rest = (opened ?? title.replace(LEAD, '')).replace(/^\[#?\d+\]\s*/, '').replace(/^\[p\d\]\s*/i, '');
  if (opened !== undefined || rest !== title) return plainTitle(rest);
  const subject = rest
    .replace(STATUS_WORDS, ' ')
    .replace(/#\d+\b|:[a-z_]+:/g, ' ')
    .replace(/\s+(?=[:,.])|^[\s:|–-]+|[\s:|–-]+$/g, '')
    .replace(/\s+/g, ' ');
  return { ...plainTitle(rest), subject: subject || rest };
}

/** Alertmanager: values of the group's labels, then in brackets those that all its alerts share. */
function groupTitle(
  rest: string,
  count: string | undefined,
  labels: Readonly<Record<string, string>>,
): PostTitle {
  const [, head = '', shared = ''] = /^(.*?)\s*(?:\(([^()]*)\))?\s*$/s.exec(rest) ?? [];
  const [first = ''] = head.split(/\s+/, 1);
  const name = labels.alertname ?? (RULE_NAME.test(first) ? first : head);
  const words = [head.startsWith(name) ? head.slice(name.length) : '', shared]
    .flatMap((part) => part.split(/\s+/))
    .filter((word) => word !== '');
  return {
    name: name || shared,
    subject: head || shared,
    count: count === undefined ? undefined : Number(count),
    words,
    labels: {},
  };
}

function plainTitle(name: string): PostTitle {
  return { name: name.trim(), subject: name.trim(), count: undefined, words: [], labels: {} };
}
