/** One cause, with the numbers of the offered entries that it rests on; none for what the model says by itself. */
export interface Claim {
  readonly text: string;
  /** Numbers from 1 of the entries that were offered. */
  readonly sources: readonly number[];
  /** What a command in it would destroy; undefined where none was seen. */
  readonly warning: string | undefined;
}

export interface NextStep extends Claim {
  /** To copy; undefined where the step needs none. */
  readonly command: string | undefined;
}

/** What a model said, checked: its sources were offered, nothing in it links, and what destroys carries a warning. */
export interface Summary {
  readonly summary: string;
  /** Most likely first. */
  readonly likelyCauses: readonly Claim[];
  /** In the order in which to take them. */
  readonly nextSteps: readonly NextStep[];
  /** Numbers of the offered entries that it rests on. */
  readonly sources: readonly number[];
  /** 0 to 1, by the model's own account: nothing calibrates it. */
  readonly confidence: number;
  readonly missingInformation: readonly string[];
}

/** The same summary with every text of it changed. */
export function mapTexts(summary: Summary, change: (text: string) => string): Summary {
  return {
    ...summary,
    summary: change(summary.summary),
    likelyCauses: summary.likelyCauses.map((cause) => ({ ...cause, text: change(cause.text) })),
    nextSteps: summary.nextSteps.map(({ command, ...step }) => ({
      ...step,
      text: change(step.text),
      command: command === undefined ? undefined : change(command),
    })),
    missingInformation: summary.missingInformation.map(change),
  };
}
