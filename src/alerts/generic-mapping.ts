import { type FieldPath, parseFieldPath } from './sources/field-path.ts';
import { GENERIC_FIELDS, type GenericField, type GenericMapping } from './sources/generic.ts';

/** Reads PASTEUR_GENERIC_FIELDS; a field that it does not name is found by its own name. */
export function readGenericMapping(text: string, report: (fault: string) => void): GenericMapping {
  const paths = new Map<string, FieldPath>();
  const known: readonly string[] = ['alerts', ...GENERIC_FIELDS];
  for (const part of partsOf(text)) {
    const [field = '', ...rest] = part.split('=');
    const path = rest.length === 0 ? undefined : parseFieldPath(rest.join('='));
    if (!known.includes(field.trim())) {
      report(`PASTEUR_GENERIC_FIELDS must name fields out of ${known.join(', ')}, got "${part}"`);
    } else if (path === undefined) {
      report(`PASTEUR_GENERIC_FIELDS must be like name=check.name or name=items[0].title, got "${part}"`);
    } else {
      paths.set(field.trim(), path);
    }
  }
  const pathOf = (field: GenericField) => paths.get(field) ?? [field];
  return {
    alerts: paths.get('alerts'),
    fields: {
      name: pathOf('name'),
      status: pathOf('status'),
      severity: pathOf('severity'),
      summary: pathOf('summary'),
      description: pathOf('description'),
      labels: pathOf('labels'),
      fingerprint: pathOf('fingerprint'),
      groupKey: pathOf('groupKey'),
      startsAt: pathOf('startsAt'),
      endsAt: pathOf('endsAt'),
      url: pathOf('url'),
      runbookUrl: pathOf('runbookUrl'),
    },
  };
}

/** The parts of a list with commas. */
export function partsOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
