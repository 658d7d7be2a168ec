import type { RawAnswer } from './answer-shape.ts';
import { destroys } from './destructive.ts';
import { inertText } from './inert-text.ts';
import type { Claim, NextStep, Summary } from './summary.ts';

/** Most of each that is shown, in items or characters. */
const MOST = { causes: 5, steps: 8, missing: 6, text: 700, summary: 1200, command: 800 } as const;

export interface CheckOptions {
  /** How many sources were offered; they have the numbers from 1. */
  readonly sourceCount: number;
  /** What the model was given, for the addresses in it. */
  readonly given: string;
}

/**
 * Keeps of an answer what can stand: a source that was not offered is dropped, a claim that rests only on such goes
 * with it, links and mentions are made text, and what destroys gets its warning.
 */
export function checkAnswer(raw: RawAnswer, { sourceCount, given }: CheckOptions): Summary {
  const isOffered = (source: number): boolean => source <= sourceCount;
  const clean = (text: string, most: number): string =>
    shorten(withoutStrangeCitations(inertText(text, given), sourceCount), most);

  const claims = <Given extends { readonly text: string; readonly sources: readonly number[] }>(
    items: readonly Given[],
    most: number,
  ) =>
    items
      .filter(({ text }) => text.trim() !== '')
      .filter(({ sources, text }) => stands(sources.length > 0 ? sources : citedIn(text), isOffered))
      .slice(0, most);

  const likelyCauses: Claim[] = claims(raw.likelyCauses, MOST.causes).map(({ text, sources }) => ({
    text: clean(text, MOST.text),
    sources: sources.filter(isOffered),
    warning: destroys(inertText(text, given)),
  }));
  const nextSteps: NextStep[] = claims(raw.nextSteps, MOST.steps).map(({ text, command, sources }) => {
    const order = command?.trim() ?? '';
    return {
      text: clean(text, MOST.text),
      command: order === '' ? undefined : shorten(inertText(order, given), MOST.command),
      sources: sources.filter(isOffered),
      warning: destroys(inertText(order, given)) ?? destroys(inertText(text, given)),
    };
  });
  const used = [...likelyCauses, ...nextSteps].flatMap(({ sources }) => sources);
  const summary = clean(raw.summary, MOST.summary);
  return {
    summary,
    likelyCauses,
    nextSteps,
    sources: [
      ...new Set([...raw.sources.filter(isOffered), ...used, ...citedIn(summary).filter(isOffered)]),
    ].sort((left, right) => left - right),
    confidence: raw.confidence,
    missingInformation: raw.missingInformation
      .map((text) => clean(text, MOST.text))
      .filter((text) => text !== '')
      .slice(0, MOST.missing),
  };
}

/** A claim without any source is the model's own; one with sources needs at least one that was offered. */
function stands(sources: readonly number[], isOffered: (source: number) => boolean): boolean {
  return sources.length === 0 || sources.some(isOffered);
}

const CITATION = /\[(?:source\s*)?(\d{1,3})\]/gi;

function citedIn(text: string): number[] {
  return [...text.matchAll(CITATION)].map(([, number]) => Number(number));
}

/** "as [7] says", where no seventh source was offered. */
function withoutStrangeCitations(text: string, sourceCount: number): string {
  return text.replace(CITATION, (citation, number: string) => {
    const source = Number(number);
    return source >= 1 && source <= sourceCount ? citation : '';
  });
}

function shorten(text: string, most: number): string {
  const tidy = text.trim();
  return tidy.length <= most ? tidy : `${tidy.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…`;
}
