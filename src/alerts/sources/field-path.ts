/** Steps to a value inside JSON: names and places in lists. */
export type FieldPath = readonly (string | number)[];

/**
 * Reads a path such as `check.name`, `items[0].title`, `$.a['b.c']`; `$` and the empty text stand for the whole.
 * `undefined` for a text that is no path.
 */
export function parseFieldPath(text: string): FieldPath | undefined {
  const steps: (string | number)[] = [];
  let rest = text.trim().replace(/^\$\.?/, '');
  while (rest !== '') {
    const found = /^(?:\[(\d{1,6})\]|\[(?:'([^']*)'|"([^"]*)")\]|([^.[\]'"\s]+))(?:\.(?=.)|(?=\[)|$)/.exec(
      rest,
    );
    if (found === null) return undefined;
    const [whole, place, single, double, name] = found;
    steps.push(place === undefined ? (single ?? double ?? name ?? '') : Number(place));
    rest = rest.slice(whole.length);
  }
  return steps;
}

/** The value at a path, or `undefined`; never one that the object only inherits. */
export function valueAtPath(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
        ? Reflect.get(inner, step)
        : undefined,
    value,
  );
}

/** A path as people write it. */
export function fieldPathText(path: FieldPath): string {
  return path
    .map((step, place) =>
      typeof step === 'number'
        ? `[${step}]`
        : /^[^.[\]'"\s]+$/.test(step)
          ? `${place === 0 ? '' : '.'}${step}`
          : `['${step}']`,
    )
    .join('');
}
