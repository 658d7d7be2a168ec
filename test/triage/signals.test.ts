import { createTriage } from '../../src/triage/create-triage.ts';

const triage = createTriage({ entries: [] });

function signalsOf(text: string, kind: string): string[] {
  return triage(text).signals.flatMap((signal) => (signal.kind === kind ? [signal.value] : []));
}

describe('an HTTP status is read from', () => {
  test.each([
    ['a status line', 'HTTP/1.1 502 Bad Gateway', '502'],
    ['a status line of HTTP/2', '< HTTP/2 503', '503'],
    ['an access log', '10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 504 160 "-"', '504'],
    ['a reason phrase', 'Response: 429 Too Many Requests', '429'],
    ['the message of requests', '502 Server Error: Bad Gateway for url: https://a.example/b', '502'],
    ['the message of axios', 'Request failed with status code 404', '404'],
    [
      'the message of .NET',
      'Response status code does not indicate success: 503 (Service Unavailable).',
      '503',
    ],
    ['the message of curl', 'curl: (22) The requested URL returned error: 403', '403'],
    ['a JSON field', '{"timestamp": 1, "status": 500, "path": "/x"}', '500'],
    ['a JSON code', '{"error": {"code": 403, "message": "no"}}', '403'],
    ['the title of a page', '<head><title>413 Request Entity Too Large</title></head>', '413'],
    ['a Russian report', 'вышла ошибка 502 на сайте', '502'],
    ['a Chinese report', '网站报502错误了', '502'],
    ['a Japanese report', 'ログインすると503エラーになります', '503'],
    ['a Korean report', '오늘부터 502 에러가 납니다', '502'],
    ['a person who met it', 'since noon we are getting 503s', '503'],
    ['a person who met it once', 'I got a 502 from the shop', '502'],
    ['a reason phrase in front', 'Request failed: unauthorized (401)', '401'],
    ['a list of statuses', '502/503/504 errors since noon', '504'],
    ['a response', 'Got response 403 from the server', '403'],
    ['nothing but the number', '502', '502'],
    ['an Envoy access log', '[2026-01-01T00:00:00Z] "GET / HTTP/1.1" 503 UF upstream', '503'],
  ])('%s', (_name, text, status) => {
    expect(signalsOf(text, 'status')).toEqual([status]);
  });

  test.each([
    ['a port', 'listening on port 502'],
    ['a port behind a host', 'dial tcp 10.0.0.7:502'],
    ['a pull request', 'Merge pull request #404 from a/b'],
    ['a PR', 'see PR 404'],
    ['a time', 'request took 500 ms'],
    ['a time without a space', 'took 503ms'],
    ['an order', 'order 50312 was shipped'],
    ['a version', 'upgraded to 4.502.1'],
    ['a date', '2026-04-404'],
    ['a size', 'received 500 bytes'],
    ['a compiler error', 'error[E0502]: cannot borrow `s`'],
    ['a line number', 'at main.rs line 404'],
    ['a configuration', 'location / { return 502; }'],
    ['an address', '10.4.404.500'],
    ['a page of docs', 'how to show a custom 502 page'],
    ['a count', 'imported 500 rows'],
    ['a sum', 'he returned 500 dollars'],
    ['a share', '404/500 tests passed'],
    ['a program that answers with it', "res.status(404).json({ error: 'x' })"],
    ['a program that compares with it', 'if (response.status === 502) retry();'],
    ['the process number of nginx', '[error] 502#0: x'],
  ])('not from %s', (_name, text) => {
    expect(signalsOf(text, 'status')).toEqual([]);
  });
});

test.each([
  ['gRPC name in Python', 'status = StatusCode.UNAVAILABLE', 'grpc', 'UNAVAILABLE'],
  [
    'gRPC name in Go',
    'rpc error: code = DeadlineExceeded desc = context deadline exceeded',
    'grpc',
    'DEADLINE_EXCEEDED',
  ],
  [
    'gRPC number and name in Node.js',
    'Error: 14 UNAVAILABLE: No connection established',
    'grpc',
    'UNAVAILABLE',
  ],
  ['gRPC status field', 'grpc-status: 4', 'grpc', 'DEADLINE_EXCEEDED'],
  ['errno by name', 'Error: connect ECONNREFUSED 127.0.0.1:3000', 'errno', 'ECONNREFUSED'],
  ['errno of Python by number', '[Errno 113] some text', 'errno', 'EHOSTUNREACH'],
  ['errno of Rust by number', 'Os error (os error 28)', 'errno', 'ENOSPC'],
  ['errno by its text', 'write failed: No space left on device', 'errno', 'ENOSPC'],
  ['errno of the resolver', 'getaddrinfo EAI_AGAIN db', 'errno', 'EAI_AGAIN'],
  ['SQLSTATE that is named', 'SQLSTATE[HY000] [2002]', 'sqlstate', 'HY000'],
  ['SQLSTATE with a letter', 'ERROR: deadlock (40P01)', 'sqlstate', '40P01'],
  ['SQLSTATE of MySQL', "ERROR 1045 (28000): Access denied for user 'x'", 'sqlstate', '28000'],
  ['exit code', 'Last State: Terminated, Exit Code: 137', 'exit', '137'],
  ['exit status', 'make: exited with status 2', 'exit', '2'],
  ['exception class', 'java.lang.IllegalStateException: no', 'exception', 'IllegalStateException'],
  ['error class of Python', 'ModuleNotFoundError: x', 'exception', 'ModuleNotFoundError'],
  ['product code', '{"errors":[{"code":215,"message":"Bad Authentication data."}]}', 'code', '215'],
  [
    'message of a body',
    '{"message": "Missing Authentication Token"}',
    'message',
    'Missing Authentication Token',
  ],
  [
    'message of problem details',
    '{"type":"about:blank","title":"Not good","status":400,"detail":"id is required"}',
    'message',
    'id is required',
  ],
  [
    'message of a Kubernetes Status',
    '{"kind":"Status","apiVersion":"v1","message":"pods is forbidden","code":403}',
    'message',
    'pods is forbidden',
  ],
  [
    'message of GraphQL',
    '{"errors":[{"message":"Cannot query field","locations":[{"line":1}]}]}',
    'message',
    'Cannot query field',
  ],
])('reads the %s', (_name, text, kind, value) => {
  expect(signalsOf(text, kind)).toContain(value);
});

test('gives the line of each signal as pasted', () => {
  expect(triage('ok\n\nHTTP/1.1 502 Bad Gateway').signals).toEqual([
    { kind: 'status', value: '502', line: 3 },
  ]);
});
