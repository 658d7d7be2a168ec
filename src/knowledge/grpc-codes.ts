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

/** `5`, `NotFound`, `not_found` and `NOT_FOUND` all name NOT_FOUND; undefined for anything else. */
export function grpcCodeName(value: string): string | undefined {
  if (/^\d{1,2}$/.test(value)) return GRPC_CODES[Number(value)];
  const bare = value.replaceAll(/[^A-Za-z]/g, '').toUpperCase();
  // Go and some clients write Canceled with one l.
  if (bare === 'CANCELED') return 'CANCELLED';
  return NAME_OF_BARE.get(bare);
}
