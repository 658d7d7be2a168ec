import type { PageDraft } from '../../knowledge/save/page-draft.ts';

/** The texts of the form, by field. */
export type FormTexts = Readonly<Record<FormField, string>>;
export type FormField = Exclude<keyof PageDraft, 'notExamples'>;

export const FORM_FIELDS = [
  'title',
  'system',
  'phrases',
  'symptoms',
  'causes',
  'steps',
  'example',
] as const satisfies readonly FormField[];

/** A draft as its form shows it: one item a line, what belongs to an item indented below it. */
export function textsOf(draft: PageDraft): FormTexts {
  return {
    title: draft.title,
    system: draft.system,
    phrases: draft.phrases.join('\n'),
    symptoms: joinItems(draft.symptoms),
    causes: joinItems(draft.causes),
    steps: joinItems(draft.steps),
    example: draft.example,
  };
}

/** What was typed, as a draft; counter-examples are not in the form and stay. */
export function draftOf(texts: FormTexts, notExamples: readonly string[]): PageDraft {
  return {
    title: texts.title.trim(),
    system: texts.system.trim(),
    phrases: texts.phrases
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    symptoms: splitItems(texts.symptoms),
    causes: splitItems(texts.causes),
    steps: splitItems(texts.steps),
    example: texts.example.trimEnd(),
    notExamples,
  };
}

function joinItems(items: readonly string[]): string {
  return items.map((item) => item.replaceAll('\n', '\n  ').replaceAll(/\n +(?=\n)/g, '\n')).join('\n');
}

/** A line that starts at the margin begins an item, unless a fence is open. Numbers and bullets in front are taken off. */
function splitItems(text: string): readonly string[] {
  const items: string[][] = [];
  let isFenced = false;
  for (const line of text.replaceAll('\r', '').split('\n')) {
    const isFence = /^\s*(?:[-*•]\s+|\d+[.)]\s+)?(?:```|~~~)/.test(line);
    const item = items.at(-1);
    if (item !== undefined && (isFenced || isFence || line.trim() === '' || /^\s/.test(line))) {
      item.push(line.replace(/^ {1,2}/, ''));
    } else if (line.trim() !== '') {
      items.push([line.trim().replace(/^(?:[-*•]|\d+[.)])\s+/, '')]);
    }
    if (isFence) isFenced = !isFenced;
  }
  return items.map((lines) => lines.join('\n').trim()).filter((item) => /[\p{L}\p{N}]/u.test(item));
}
