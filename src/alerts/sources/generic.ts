import { type Alert, createAlert } from '../alert.ts';
import { type FieldPath, fieldPathText, valueAtPath } from './field-path.ts';
import { isoTime, labelsOf, scalarText } from './fields.ts';
import { describeValue, PayloadFault } from './payload-fault.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';
import { isJsonType, parseBody, type Source } from './source.ts';
import { statusOfWord } from './status-words.ts';

/** Fields of an alert that the settings can point at; each is also the path where it is looked for by default. */
export const GENERIC_FIELDS = [
  'name',
  'status',
  'severity',
  'summary',
  'description',
  'labels',
  'fingerprint',
  'groupKey',
  'startsAt',
  'endsAt',
  'url',
  'runbookUrl',
] as const;
export type GenericField = (typeof GENERIC_FIELDS)[number];

/** Where the fields are in a body of the team's own making. */
export interface GenericMapping {
  /** Path of the list of alerts in the body; `undefined` where the body is one alert, or a list of them. */
  readonly alerts: FieldPath | undefined;
  /** Paths inside one alert. */
  readonly fields: Readonly<Record<GenericField, FieldPath>>;
}

/** Reads any JSON: a name is all that it must have, and a status that is missing means firing. */
export function createGenericSource(mapping: GenericMapping): Source {
  return {
    name: 'generic',
    accepts: isJsonType,
    read: ({ body }) => {
      const payload = parseBody(body);
      return {
        alerts: itemsOf(payload, mapping.alerts).map(({ item, place }) => alertOf(item, place, mapping)),
      };
    },
  };
}

interface Item {
  readonly item: unknown;
  /** Path of the item in the body, for messages. */
  readonly place: string;
}

function itemsOf(payload: unknown, path: FieldPath | undefined): Item[] {
  const list = path === undefined ? payload : valueAtPath(payload, path);
  const place = path === undefined ? '' : fieldPathText(path);
  if (Array.isArray(list)) return list.map((item: unknown, index) => ({ item, place: `${place}[${index}]` }));
  if (path === undefined) return [{ item: list, place: '' }];
  throw new PayloadFault(place, `must be a list of alerts, got ${describeValue(list)}`);
}

function alertOf(item: unknown, place: string, { fields }: GenericMapping): Alert {
  if (typeof item !== 'object' || item === null) {
    throw new PayloadFault(
      place,
      `${place === '' ? 'the body ' : ''}must be an object, got ${describeValue(item)}`,
    );
  }
  const at = (field: GenericField) => valueAtPath(item, fields[field]);
  const text = (field: GenericField) => scalarText(at(field));
  const placeOf = (field: GenericField) =>
    [place, fieldPathText(fields[field])]
      .filter((part) => part !== '')
      .join('.')
      .replaceAll('.[', '[');
  const name = text('name');
  if (name === '') {
    throw new PayloadFault(
      placeOf('name'),
      `must be a text that is not empty, got ${describeValue(at('name'))}`,
    );
  }
  const word = text('status');
  const status = word === '' ? 'firing' : statusOfWord(word);
  if (status === undefined) {
    throw new PayloadFault(
      placeOf('status'),
      `must be firing, acknowledged or resolved (or a usual word for one of them), got ${describeValue(word)}`,
    );
  }
  return createAlert({
    source: 'generic',
    fingerprint: text('fingerprint'),
    status,
    severity: severityOf(text('severity')) ?? UNSAID_SEVERITY,
    name,
    summary: text('summary'),
    description: text('description'),
    labels: labelsOf(at('labels')),
    startsAt: isoTime(at('startsAt')),
    endsAt: isoTime(at('endsAt')),
    groupKey: text('groupKey'),
    links: [{ title: 'Source', url: text('url') }],
    runbookUrl: text('runbookUrl'),
  });
}
