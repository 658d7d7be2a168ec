/** Thrown by a handler whose job may run again only after a time, such as when Slack says Retry-After. Costs no attempt. */
export class RetryLater extends Error {
  readonly seconds: number;

  constructor(seconds: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RetryLater';
    this.seconds = seconds;
  }
}

/** Thrown by a handler whose job can never succeed, such as for a channel that is gone: it is a dead letter at once. */
export class GiveUp extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GiveUp';
  }
}
