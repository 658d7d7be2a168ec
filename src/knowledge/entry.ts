/** Code kinds that a rule can name and a paste can carry as a signal. */
export const CODE_KINDS = ['status', 'grpc', 'errno', 'sqlstate', 'exit', 'code'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A place in a page, for messages a person can act on. Line and column count from 1. */
export interface PagePosition {
  readonly page: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A sign that makes an entry a match when it is in the text.
 * `weak` marks a rule that nobody wrote: taken from a heading, a code span or a file name of a foreign page.
 */
export type Rule =
  | { readonly kind: 'phrase'; readonly text: string; readonly weak?: boolean; readonly at: PagePosition }
  | { readonly kind: 'pattern'; readonly source: string; readonly weak?: boolean; readonly at: PagePosition }
  | { readonly kind: 'alert'; readonly name: string; readonly weak?: boolean; readonly at: PagePosition }
  | { readonly kind: CodeKind; readonly value: string; readonly weak?: boolean; readonly at: PagePosition }
  | {
      readonly kind: 'all';
      readonly parts: readonly Rule[];
      readonly weak?: boolean;
      readonly at: PagePosition;
    };

export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** A captured error text that must triage to its own entry; never indexed. */
export interface Example {
  readonly text: string;
  /** The info string behind the fence, such as "nginx 1.22.1". */
  readonly note: string;
  readonly at: PagePosition;
}

/** One known problem. Text fields are Markdown, as the page has them. */
export interface Entry {
  /** Path without `.md`, from the knowledge folder; `path#heading` where a page holds several. */
  readonly id: string;
  readonly title: string;
  /** The title in other languages, by BCP 47 tag. */
  readonly titles: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly severity: Severity | undefined;
  readonly rules: readonly Rule[];
  /** Signs that take this entry out. */
  readonly unless: readonly Rule[];
  /** Ids of neighbouring entries. */
  readonly related: readonly string[];
  /** Date of the last review, YYYY-MM-DD. */
  readonly reviewed: string | undefined;
  readonly symptoms: readonly string[];
  /** Most likely first. */
  readonly causes: readonly string[];
  /** In the order in which to take them. */
  readonly steps: readonly string[];
  readonly examples: readonly Example[];
  /** Texts under `## Not examples`: this entry must never answer them. */
  readonly counterExamples: readonly Example[];
  readonly references: readonly Reference[];
  readonly page: string;
  /** Line of the page on which the entry starts. */
  readonly line: number;
}

export type FaultLevel = 'error' | 'warning';

/** Something wrong with a page: what, where, and what to do about it. */
export interface PageFault {
  readonly level: FaultLevel;
  readonly page: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong, with what was expected and what came. */
  readonly message: string;
  /** What to do. */
  readonly cure: string;
}

/** Entries of all good pages, sorted by id, and the faults of the others. */
export interface Knowledge {
  readonly entries: readonly Entry[];
  readonly faults: readonly PageFault[];
}
