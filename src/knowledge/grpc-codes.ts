/** gRPC status names; the place in the list is the number (grpc.io/docs/guides/status-codes). */
const GRPC_CODES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

/** Names by their letters alone. */
const NAME_OF_BARE = new Map<string, string>(GRPC_CODES.map((name) => [name.replaceAll('_', ''), name]));

/** The words, in lower case, with which one of the names begins, however it is written. */
const FIRST_WORDS = new Set(
  [...GRPC_CODES, 'CANCELED'].flatMap((name) => [
    name.replaceAll('_', '').toLowerCase(),
    name.replace(/_.*/, '').toLowerCase(),
  ]),
);

/** Whether a name may begin with this word, given in lower case: a quick no for nearly all words. */
export function beginsGrpcName(word: string): boolean {
  return FIRST_WORDS.has(word);
}

/** `5`, `NotFound`, `not_found` and `NOT_FOUND` all name NOT_FOUND; undefined for anything else. */
export function grpcCodeName(value: string): string | undefined {
  if (/^\d{1,2}$/.test(value)) return GRPC_CODES[Number(value)];
  const bare = value.replaceAll(/[^A-Za-z]/g, '').toUpperCase();
  // Go and some clients write Canceled with one l.
  if (bare === 'CANCELED') return 'CANCELLED';
  return NAME_OF_BARE.get(bare);
}
