import { type Kind, PLACEHOLDER } from './span.ts';

/** A value that was taken out. */
interface Taken {
  readonly value: string;
  readonly kind: Kind;
  readonly placeholder: string;
}

/** Gives each value its placeholder: the same value gets the same one, in the order of their first places. */
export interface Placeholders {
  /** Every value so far. */
  readonly taken: readonly Taken[];
  placeholderOf(value: string, kind: Kind): string;
  /** Puts the values back, but for secrets: those are never shown again. */
  restore(text: string): string;
}

/** `texts` are the ones that will be redacted: what looks like a placeholder in them keeps its own meaning. */
export function createPlaceholders(texts: readonly string[]): Placeholders {
  const reserved = new Set(texts.flatMap((text) => text.match(PLACEHOLDER) ?? []));
  const byValue = new Map<string, Taken>();
  const restorable = new Map<string, string>();
  const used = new Map<Kind, number>();

  const nextPlaceholder = (kind: Kind): string => {
    let number = used.get(kind) ?? 0;
    let placeholder: string;
    do {
      number += 1;
      placeholder = `<${kind}-${number}>`;
    } while (reserved.has(placeholder));
    used.set(kind, number);
    return placeholder;
  };

  return {
    get taken() {
      return [...byValue.values()];
    },
    placeholderOf(value, kind) {
      const known = byValue.get(value);
      if (known !== undefined) {
        // A name that turns out to be a password as well is not put back.
        if (kind === 'secret') restorable.delete(known.placeholder);
        return known.placeholder;
      }
      const placeholder = nextPlaceholder(kind);
      byValue.set(value, { value, kind, placeholder });
      if (kind !== 'secret') restorable.set(placeholder, value);
      return placeholder;
    },
    restore: (text) => text.replace(PLACEHOLDER, (placeholder) => restorable.get(placeholder) ?? placeholder),
  };
}
