/** Which alert of a sample is meant, and what has become of it. */
export interface SampleAlertOrder {
  readonly status: 'firing' | 'resolved';
  /** Alerts of different numbers are different ones of one kind, such as hosts in a storm. */
  readonly instance: number;
  /** The same for the firing and the resolved message of one alert. */
  readonly startedAt: Date;
  readonly now: Date;
}

export interface SampleAlertBody {
  readonly title: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type BuildSampleAlert = (order: SampleAlertOrder) => SampleAlertBody;

/** A new one for every message, as the systems do it. */
export function sampleEventId({ status, instance, now }: SampleAlertOrder): string {
  return `sample-${status}-${instance}-${now.getTime()}`;
}
