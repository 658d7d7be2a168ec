/** Something that the asker can mend: its message is shown to them, and it counts as an answer, not as a failure. */
export class AskerProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AskerProblem';
  }
}
