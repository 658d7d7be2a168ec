/** Codes of the errors that a caller acts on. */
export const ERROR_CODES = {
  knowledgeMissing: 'KNOWLEDGE_MISSING',
  settingsInvalid: 'SETTINGS_INVALID',
  inputUnreadable: 'INPUT_UNREADABLE',
  portInUse: 'PORT_IN_USE',
  slackTokenRefused: 'SLACK_TOKEN_REFUSED',
  dataFolderInUse: 'DATA_FOLDER_IN_USE',
  dataFolderUnusable: 'DATA_FOLDER_UNUSABLE',
  databaseUnreachable: 'DATABASE_UNREACHABLE',
  databaseTooNew: 'DATABASE_TOO_NEW',
  redactionFailed: 'REDACTION_FAILED',
  pageTaken: 'PAGE_TAKEN',
  pageChanged: 'PAGE_CHANGED',
  pageUnwritable: 'PAGE_UNWRITABLE',
} as const;
export type ErrorCode = (typeof ERROR_CODES)[keyof typeof ERROR_CODES];

/** An error that somebody can act on: its message says what failed, for which thing, and what to do. */
export class PasteurError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PasteurError';
    this.code = code;
  }
}
