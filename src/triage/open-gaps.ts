import type { Entry } from '../knowledge/entry.ts';
import { ANY, isTellingWord, templateWords } from './group-templates.ts';
import { joinGroups, type TextGroup } from './group-texts.ts';
import { knownWords } from './known-words.ts';
import { wordsOf } from './tokens.ts';

/** Texts of one template, and whether the reader may see its words. */
export interface GuardedGroup extends TextGroup {
  /** False where they were asked in a place that the reader cannot look into. */
  readonly isOpen: boolean;
}

/**
 * Groups texts for a reader. Of what was asked where they cannot look, only words stay that the pages have too, which
 * everybody may read, or that every error has: names are `<*>`. What was also asked in the open is open.
 */
export function joinGuarded(
  groups: readonly GuardedGroup[],
  entries: readonly Entry[],
): readonly TextGroup[] {
  const open = new Set(groups.filter(({ isOpen }) => isOpen).map(({ template }) => template));
  const known = groups.every(({ isOpen }) => isOpen) ? new Set<string>() : knownWords(entries);
  return joinGroups(
    groups.map(({ isOpen, ...group }) =>
      isOpen
        ? group
        : {
            ...group,
            template: open.has(group.template) ? group.template : maskNames(group.template, known),
            example: undefined,
            channels: [],
          },
    ),
  );
}

/** A template with `<*>` in the place of every word that is not known. */
function maskNames(template: string, known: ReadonlySet<string>): string {
  const masked = templateWords(template).reduceRight(
    (text, { word, at }) =>
      isKnown(word, known) ? text : `${text.slice(0, at)}${ANY}${text.slice(at + word.length)}`,
    template,
  );
  // Names of several words look like one of one.
  return masked.replaceAll(/<\*>(?:[\s,/:-]*<\*>)+/g, ANY);
}

function isKnown(word: string, known: ReadonlySet<string>): boolean {
  const parts = wordsOf(word.replaceAll(/<[a-z*]+>/g, ' '));
  return parts.every(({ word: part }) => isTellingWord(part) || known.has(part.toLowerCase()));
}
