/** One alert of a chaos run. */
export interface ChaosAlert {
  readonly name: string;
  readonly groupKey: string;
  readonly severity: 'critical' | 'low';
  /** Whether it is sent again as resolved once it was accepted. */
  readonly resolves: boolean;
}

/** Groups of which so many alerts come at once that a summary stands for them. */
const STORM_GROUPS = 5;

/** One in four belongs to a group that storms, one in five of all resolves, and one in forty is critical. */
export function chaosAlerts(count: number): readonly ChaosAlert[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Chaos ${index}.`,
    groupKey: index % 4 === 0 ? `storm-${(index / 4) % STORM_GROUPS}` : `calm-${index}`,
    severity: index % 40 === 0 ? 'critical' : 'low',
    resolves: index % 5 === 0,
  }));
}

export function chaosBody({ name, groupKey, severity }: ChaosAlert, status: 'firing' | 'resolved'): object {
  return {
    name,
    groupKey,
    severity,
    status,
    fingerprint: name,
    summary: 'connect() failed (111: Connection refused) while connecting to upstream',
    labels: { host: `edge-${name.length}`, zone: 'b' },
  };
}
