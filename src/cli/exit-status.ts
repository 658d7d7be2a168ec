/** Exit statuses of the commands (design section 5). */
export const ANSWERED = 0;
export const UNANSWERED = 1;
export const USAGE_ERROR = 2;
