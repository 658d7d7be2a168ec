/** Why a request is not believed, in words that tell the sender what to mend and nobody what the secret is. */
export interface Refusal {
  /** 401: no proof, or a wrong one. 403: no proof could let this in. */
  readonly status: 401 | 403;
  readonly reason: string;
}

export function unproven(reason: string): Refusal {
  return { status: 401, reason };
}

export function forbidden(reason: string): Refusal {
  return { status: 403, reason };
}
