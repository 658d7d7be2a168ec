/** Labels that are read from one post; one of many alerts repeats them. */
const MOST = 40;

/** A longer line is no list of labels. */
const MAX_LINE = 500;

/** ` - instance = db-1` (Grafana), ` • *instance:* `db-1`` (common templates of Alertmanager). */
const LINE = /^\s*[-•*–]\s+[*_]{0,2}([a-z_][\w.-]{0,60})[*_]{0,2}\s*[:=][*_]{0,2}\s*`?(.+?)`?\s*$/i;

/** Labels that a post lists, one a line; the first of a name counts. */
export function readListedLabels(text: string): Readonly<Record<string, string>> {
  const labels = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line.length > MAX_LINE) continue;
    const [, name, value] = LINE.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !labels.has(name)) labels.set(name, value);
    if (labels.size === MOST) break;
  }
  return Object.fromEntries(labels);
}

/** Names of shown fields as labels are written: "DB Instance" is `db_instance`. */
export function fieldLabels(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [labelName(name), value.trim()] as const)
      .filter(([name, value]) => name !== '' && value !== '' && value.length <= 200 && !value.includes('\n'))
      .slice(0, MOST),
  );
}

function labelName(name: string): string {
  return name
    .trim()
    .replace(/:$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .toLowerCase();
}
