import { BUNDLED_KNOWLEDGE, createTriage, loadKnowledge, type Triage } from '../../src/index.ts';

let triage: Triage;
beforeAll(async () => {
  triage = createTriage(await loadKnowledge(BUNDLED_KNOWLEDGE));
});

function answer(text: string): string {
  const { verdict, matches } = triage(text);
  return `${verdict} ${matches[0]?.id ?? ''}`.trim();
}

const infoLine = (index: number): string =>
  `2026-11-20T03:1${index % 10}:00.${100 + index}Z INFO  [http-nio-8080-exec-${index}] c.e.shop.RequestLog - GET /cart/${index * 7919} 200 in ${index % 90} ms`;
const infoWall = Array.from({ length: 400 }, (_, index) => infoLine(index));

describe('several errors in one paste:', () => {
  test('the innermost cause comes first, the others are mentioned', () => {
    const text = [
      'org.springframework.web.client.HttpServerErrorException: 500 Internal Server Error',
      '\tat com.example.Shop.call(Shop.java:10)',
      'Caused by: java.lang.IllegalStateException: cart failed',
      '\tat com.example.Cart.load(Cart.java:44)',
      'Caused by: org.postgresql.util.PSQLException: FATAL: sorry, too many clients already',
      '\tat org.postgresql.core.v3.ConnectionFactoryImpl.doAuthentication(ConnectionFactoryImpl.java:613)',
    ].join('\n');
    expect(answer(text)).toBe('matched postgres/too-many-clients');
    expect(triage(text).matches.map(({ id }) => id)).toContain('http/internal-server-error');
  });

  test('the cause that Python prints first comes before what was raised while handling it', () => {
    const text = [
      'Traceback (most recent call last):',
      '  File "/app/db.py", line 9, in connect',
      "redis.exceptions.ResponseError: OOM command not allowed when used memory > 'maxmemory'.",
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      'Traceback (most recent call last):',
      '  File "/app/api.py", line 80, in call',
      'requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: http://api.internal/cart',
    ].join('\n');
    expect(answer(text)).toBe('matched redis/out-of-memory');
  });
});

describe('where the telling line hides:', () => {
  test('in JSON inside a log line', () => {
    const inner = JSON.stringify({
      level: 'error',
      error: 'dial tcp 10.3.0.4:5432: connect: connection refused',
    });
    const text = JSON.stringify({
      ts: '2026-11-20T03:12:44Z',
      stream: 'stderr',
      log: `${inner}\n`,
      kubernetes: { pod: 'api-7d4' },
    });
    expect(answer(text)).toBe('matched postgres/connection-refused');
  });

  test('among 400 INFO lines', () => {
    const text = [
      ...infoWall.slice(0, 217),
      'Nov 20 03:12:44 host-1 kernel: Out of memory: Killed process 4306 (java) total-vm:5332376kB, anon-rss:2712108kB',
      ...infoWall.slice(217),
    ].join('\n');
    expect(answer(text)).toBe('matched linux/oom-killer');
    expect(triage(text).matches[0]?.evidence[0]?.line).toBe(218);
  });

  test('above 300 stack frames', () => {
    const frames = Array.from(
      { length: 300 },
      (_, index) => `\tat com.example.tree.Node.visit${index}(Node.java:${index + 1})`,
    );
    expect(answer(['Exception in thread "main" java.lang.StackOverflowError', ...frames].join('\n'))).toBe(
      'matched jvm/stack-overflow',
    );
  });
});

describe('numbers that are no codes do not count:', () => {
  test.each([
    'moved the metrics listener to port 502 and everything is fine',
    'PR #404 is merged, thanks!',
    'the query took 500 ms before, now 120 ms',
    'order 50312 was shipped to 503 Main Street',
    'build 1.502.3 deployed on 2026-04-04',
    'we sold 429 tickets and 504 shirts',
    infoWall.join('\n'),
  ])('%.60s', (text) => {
    expect(answer(text)).toBe('unmatched');
  });
});

describe('typed by hand:', () => {
  test.each([
    [
      'nginx says connect() faild (111: Connection refused) while conecting to upstream',
      'nginx/upstream-connection-refused',
    ],
    ['pods are in crashloopbackoff since the deploy', 'kubernetes/crash-loop-back-off'],
    ['postgres: sorry too many clients already', 'postgres/too-many-clients'],
    ['we are getting 502s from nginx all the time', 'nginx/upstream-connection-refused'],
    ['redis says OOM command not allowed', 'redis/out-of-memory'],
  ])('%s', (text, id) => {
    expect(triage(text).matches[0]?.id).toBe(id);
  });
});

describe('prose around the error, in any language:', () => {
  test.each([
    [
      'Guten Morgen, seit heute früh startet der Dienst nicht: bind: address already in use. Wer hat eine Idee?',
      'network/address-in-use',
    ],
    [
      '昨天晚上服务挂了，日志里有 java.lang.OutOfMemoryError: Java heap space，请问怎么办？',
      'jvm/out-of-memory-heap',
    ],
    [
      'デプロイ後に x509: certificate signed by unknown authority が出て接続できません',
      'tls/unknown-authority',
    ],
    [
      'Hola, al hacer docker pull sale toomanyrequests: You have reached your pull rate limit. ¿Qué hago?',
      'docker/pull-rate-limit',
    ],
    ['배포하고 나서 ImagePullBackOff 상태에서 안 넘어갑니다', 'kubernetes/image-pull-back-off'],
    [
      'После обновления в логе ERROR 1040 (08004): Too many connections, что делать?',
      'mysql/too-many-connections',
    ],
  ])('%s', (text, id) => {
    expect(answer(text)).toBe(`matched ${id}`);
  });
});

describe('a phrase that two products share is decided by their own signs:', () => {
  const shared =
    'upstream connect error or disconnect/reset before headers. reset reason: connection failure';
  test.each([
    [
      `[2026-11-20T03:12:44.000Z] "GET /cart HTTP/1.1" 503 UF upstream_reset_before_response_started{connection_failure} - "-" 0 91 istio-proxy\n${shared}`,
      'envoy/upstream-connect-error',
    ],
    [
      `{"code":503,"message":"${shared}"}\nESPv2 on Cloud Run, shop.endpoints.example-project.cloud.goog`,
      'cloud-endpoints/espv2-connection-failure',
    ],
    [
      'com.mysql.cj.jdbc.exceptions: Data source rejected establishment of connection,  message from server: "Too many connections"',
      'mysql/too-many-connections',
    ],
    [
      'psycopg2.errors.DeadlockDetected: deadlock detected\nDETAIL:  Process 91 waits for ShareLock',
      'postgres/deadlock-detected',
    ],
    [
      'ERROR 1213 (40001): Deadlock found when trying to get lock; try restarting transaction',
      'mysql/deadlock',
    ],
  ])('%.70s', (text, id) => {
    expect(answer(text)).toBe(`matched ${id}`);
  });
});

describe('a specific entry comes before the general one:', () => {
  test.each([
    [
      '2026/11/20 03:12:44 [error] 29#29: *7 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 10.0.0.9 HTTP/1.1 504',
      'nginx/upstream-timed-out',
    ],
    ['Error: connect ECONNREFUSED 127.0.0.1:6379', 'redis/connection-refused'],
    [
      'OSError: [Errno 28] No space left on device: PostgreSQL could not extend file "base/1/2"',
      'postgres/disk-full',
    ],
    [
      'Lambda execution failed with status 200 due to customer function error: x. Method completed with status: 502',
      'aws-api-gateway/bad-gateway',
    ],
  ])('%.70s', (text, id) => {
    expect(answer(text)).toBe(`matched ${id}`);
  });
});

describe('an alert name is known however it is written:', () => {
  test.each([
    'KubePodCrashLooping',
    'kube pod crash looping',
    '[FIRING:2] KubePodCrashLooping (shop kube-state-metrics warning)',
    'kube_pod_crash_looping',
    'alertname="KubePodCrashLooping"',
    'Alert: kube-pod-crash-looping',
  ])('%s', (text) => {
    expect(answer(text)).toBe('matched kubernetes/crash-loop-back-off');
  });
});

describe('errors that look like source code:', () => {
  test.each([
    [
      'an error object as Node.js prints it',
      "{\n  message: 'connect ECONNREFUSED 127.0.0.1:6379',\n  code: 'ECONNREFUSED',\n}",
      'matched redis/connection-refused',
    ],
    [
      'the source line of an uncaught error',
      'node:internal/process/promises:288\n            triggerUncaughtException(err, true /* fromPromise */);\n            ^',
      'matched nodejs/unhandled-rejection',
    ],
  ])('%s', (_, text, expected) => {
    expect(answer(text)).toBe(expected);
  });
});
