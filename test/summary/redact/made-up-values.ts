/** Alphabets that tokens are drawn from. */
const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdef`;
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS = UPPER + LOWER + DIGITS;
const URL_SAFE = `${LETTERS}-_`;
const BASE64 = `${LETTERS}+/`;
/** What people put into passwords; no quote and no space, which have tests of their own. */
const PASSWORD = `${LETTERS}!@#%^*()-_=+.:/`;

/** Draws made-up values, the same ones for the same seed, so that no secret has to be written down. */
export interface Draw {
  whole(below: number): number;
  of(alphabet: string, length: number): string;
  one<Item>(items: readonly Item[]): Item;
}

/** Mulberry32, a small generator of 32-bit numbers. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  const one = <Item>(items: readonly Item[]): Item => {
    const item = items[whole(items.length)];
    if (item === undefined) throw new Error('nothing to draw from');
    return item;
  };
  return { whole, one, of: (alphabet, length) => Array.from({ length }, () => one([...alphabet])).join('') };
}

/** One kind of value that must not leave, and the shapes of logs that it is met in; `%` is the value. */
export interface ValueKind {
  readonly name: string;
  draw(draw: Draw): string;
  readonly shapes: readonly string[];
}

/** Where a value that shows what it is may stand. */
const ANYWHERE = [
  '2026-11-21T09:14:02.118Z ERROR upstream said 401 for % after 3 tries',
  '{"level":"error","msg":"request failed","detail":"got %","status":403}',
  'Error: Request failed with status code 401 (%)\n    at createError (/srv/app/node_modules/axios/lib/core/createError.js:16:15)',
  '127.0.0.1 - - [21/Nov/2026:09:14:02 +0000] "GET /v1/items?access_token=% HTTP/1.1" 401 12 "-" "curl/8.5.0"',
  'panic: bad credential "%"\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:12 +0x1d',
  "time=2026-11-21T09:14:02Z level=warn msg='retrying with %' attempt=2",
  'Traceback (most recent call last):\n  File "/srv/app.py", line 12, in call\nValueError: invalid key: %',
  "env: ['PATH=/usr/bin', 'SERVICE_TOKEN=%', 'LANG=C.UTF-8']",
];

const url = (scheme: string, port: number, path: string): readonly string[] => [
  `could not connect to ${scheme}://svc_orders:%@db-7.acme.internal:${port}/${path}: timeout`,
  `DATABASE_URL=${scheme}://svc_orders:%@db-7.acme.internal:${port}/${path}`,
  `{"dsn":"${scheme}://svc_orders:%@10.1.2.3:${port}/${path}","ok":false}`,
  `  url: "${scheme}://svc_orders:%@localhost:${port}/${path}?timeout=3s"`,
  `Caused by: java.lang.IllegalStateException: bad url '${scheme}://svc_orders:%@db-7.acme.internal/${path}'`,
  `[21/Nov/2026 09:14:02] WARNING (${scheme}://svc_orders:%@db-7.acme.internal:${port}) is slow`,
  `export BROKER=${scheme}://:%@cache-3.acme.internal:${port}/0 && ./run`,
  `<property name="url" value="${scheme}://svc_orders:%@db-7.acme.internal:${port}/${path}"/>`,
];

/** Twenty-five kinds, eight shapes each. */
export const VALUE_KINDS: readonly ValueKind[] = [
  {
    name: 'password in settings',
    draw: (draw) => `${draw.of(PASSWORD.replaceAll(/[:/]/g, ''), 11)}7`,
    shapes: [
      'DB_PASSWORD=%',
      'spring.datasource.password=%',
      '  password: %',
      '{"user":"svc_orders","password":"%","port":5432}',
      'Server=db-7;Database=shop;Uid=svc_orders;Pwd=%;Encrypt=true',
      '<password>%</password>',
      'connect failed: host=db-7 user=svc_orders password=% dbname=shop sslmode=require',
      '{\\"username\\":\\"svc_orders\\",\\"password\\":\\"%\\"}',
    ],
  },
  {
    name: 'password on a command line',
    draw: (draw) => `${draw.of(LETTERS, 12)}#9`,
    shapes: [
      '+ mysql -h 127.0.0.1 -u root -p% -e "select 1"',
      '$ docker login -u robot -p % registry.acme.io',
      'curl -sS -u svc_orders:% https://api.acme.io/v1',
      '+ sshpass -p % ssh deploy@10.1.2.3',
      'redis-cli -h cache -a % ping',
      'app --user svc_orders --password % --verbose',
      'PGPASSWORD=% pg_dump -h db-7 shop',
      'htpasswd -bc /etc/nginx/.htpasswd svc_orders %',
    ],
  },
  {
    name: 'password in SQL and prose',
    draw: (draw) => `${draw.of(LETTERS, 9)}_4x`,
    shapes: [
      "ERROR:  syntax error in ALTER USER svc_orders PASSWORD '%';",
      "CREATE USER 'svc_orders'@'localhost' IDENTIFIED BY '%';",
      'the password is % and it worked yesterday',
      'пароль: %',
      'パスワード：%',
      'login failed, Password: %',
      'machine api.acme.io login svc_orders password %',
      '>> AUTH %',
    ],
  },
  {
    name: 'PostgreSQL URL',
    draw: (draw) => draw.of(PASSWORD.replaceAll(/[@:/#=%]/g, ''), 14),
    shapes: url('postgres', 5432, 'shop'),
  },
  { name: 'MongoDB URL', draw: (draw) => draw.of(LETTERS, 16), shapes: url('mongodb+srv', 27017, 'shop') },
  {
    name: 'Redis and AMQP URL',
    draw: (draw) => draw.of(LETTERS, 20),
    shapes: [...url('redis', 6379, '0').slice(0, 4), ...url('amqps', 5671, 'vhost').slice(4)],
  },
  { name: 'AWS access key id', draw: (draw) => `AKIA${draw.of(`${UPPER}234567`, 16)}`, shapes: ANYWHERE },
  {
    name: 'AWS secret key',
    draw: (draw) => draw.of(BASE64, 40),
    shapes: [
      'aws_secret_access_key = %',
      'AWS_SECRET_ACCESS_KEY=%',
      '{"SecretAccessKey": "%", "Version": 1}',
      'aws configure set aws_secret_access_key %',
      'secretKey: %',
      'export AWS_SECRET_ACCESS_KEY="%"',
      '  - name: AWS_SECRET_ACCESS_KEY\n    value: %',
      'credentials were (%)',
    ],
  },
  {
    name: 'GitHub token',
    draw: (draw) => `gh${draw.one(['p', 'o', 's', 'u'])}_${draw.of(LETTERS, 36)}`,
    shapes: ANYWHERE,
  },
  { name: 'GitLab token', draw: (draw) => `glpat-${draw.of(URL_SAFE, 20)}`, shapes: ANYWHERE },
  {
    name: 'Slack token',
    draw: (draw) =>
      `xox${draw.one(['b', 'p', 'a'])}-${draw.of(DIGITS, 12)}-${draw.of(DIGITS, 12)}-${draw.of(LETTERS, 24)}`,
    shapes: ANYWHERE,
  },
  {
    name: 'Slack webhook',
    draw: (draw) => `T${draw.of(UPPER + DIGITS, 8)}/B${draw.of(UPPER + DIGITS, 8)}/${draw.of(LETTERS, 24)}`,
    shapes: ANYWHERE.map((shape) => shape.replace('%', 'https://hooks.slack.com/services/%')),
  },
  {
    name: 'Stripe key',
    draw: (draw) => `${draw.one(['sk', 'rk'])}_${draw.one(['live', 'test'])}_${draw.of(LETTERS, 24)}`,
    shapes: ANYWHERE,
  },
  { name: 'OpenAI key', draw: (draw) => `sk-proj-${draw.of(URL_SAFE, 48)}`, shapes: ANYWHERE },
  { name: 'Anthropic key', draw: (draw) => `sk-ant-api03-${draw.of(URL_SAFE, 93)}AA`, shapes: ANYWHERE },
  { name: 'Google API key', draw: (draw) => `AIza${draw.of(URL_SAFE, 35)}`, shapes: ANYWHERE },
  {
    name: 'SendGrid key',
    draw: (draw) => `SG.${draw.of(URL_SAFE, 22)}.${draw.of(URL_SAFE, 43)}`,
    shapes: ANYWHERE,
  },
  {
    name: 'Hugging Face, npm and PyPI token',
    draw: (draw) => `${draw.one(['hf_', 'npm_', 'pypi-'])}${draw.of(LETTERS, 36)}`,
    shapes: ANYWHERE,
  },
  {
    name: 'JSON Web Token',
    draw: (draw) => `eyJ${draw.of(URL_SAFE, 30)}.eyJ${draw.of(URL_SAFE, 60)}.${draw.of(URL_SAFE, 43)}`,
    shapes: ANYWHERE,
  },
  {
    name: 'bearer and basic credentials',
    draw: (draw) => `${draw.of(LETTERS, 30)}4=`,
    shapes: [
      '> Authorization: Bearer %',
      '> Authorization: Basic %',
      "-H 'Authorization: Bearer %' \\",
      '{"headers":{"Authorization":"Bearer %"}}',
      "headers: { authorization: 'Basic %' }",
      'Proxy-Authorization: Basic %',
      'sending Bearer % to upstream',
      'authorization=[Bearer %]',
    ],
  },
  {
    name: 'cookie',
    draw: (draw) => draw.of(URL_SAFE, 28),
    shapes: [
      'Cookie: sid=%; theme=dark',
      'Set-Cookie: session=%; Path=/; HttpOnly; Secure',
      '{"cookie":"connect.sid=%"}',
      "req.headers.cookie = 'JSESSIONID=%'",
      '> cookie: a=1; auth_token=%',
      'PHPSESSID=% expired',
      'csrf_token=%&next=/',
      "'set-cookie': [ 'id=%; Max-Age=3600' ]",
    ],
  },
  {
    name: 'private key',
    draw: (draw) => Array.from({ length: 6 }, () => draw.of(BASE64, 64)).join('\n'),
    shapes: [
      '-----BEGIN RSA PRIVATE KEY-----\n%\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----\n%\n-----END PRIVATE KEY-----\nERROR bad key',
      'error parsing key: -----BEGIN EC PRIVATE KEY-----\n%\n-----END EC PRIVATE KEY-----',
      '-----BEGIN OPENSSH PRIVATE KEY-----\n%\n-----END OPENSSH PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----\n%',
      '%\n-----END RSA PRIVATE KEY-----',
      'tls.key: |\n-----BEGIN PRIVATE KEY-----\n%\n-----END PRIVATE KEY-----\nnext: 1',
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\n%\n-----END ENCRYPTED PRIVATE KEY-----',
    ],
  },
  {
    name: 'signature of a URL',
    draw: (draw) => draw.of(HEX, 64),
    shapes: [
      'GET https://acme-logs.s3.eu-west-1.amazonaws.com/a.gz?X-Amz-Expires=900&X-Amz-Signature=% 403',
      'https://storage.googleapis.com/b/o?X-Goog-Signature=%&x=1',
      'https://acme.blob.core.windows.net/c/d?sv=2024-01-01&se=2026-01-01&sig=%',
      'https://d1.cloudfront.net/v.mp4?Expires=1&Signature=%&Key-Pair-Id=K1',
      'redirect to /cb?code=%',
      'https://api.acme.io/hook?token=%',
      'x-hub-signature-256: sha256=%',
      'https://maps.googleapis.com/maps/api/js?key=%',
    ],
  },
  {
    name: 'Azure and Datadog keys',
    draw: (draw) => `${draw.of(BASE64, 86)}==`,
    shapes: [
      'DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=%;EndpointSuffix=core.windows.net',
      'Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=%',
      'DD-API-KEY: %',
      'DD_API_KEY=%',
      'api-key: %',
      '"primaryKey": "%"',
      'x-functions-key: %',
      'InstrumentationKey=%;IngestionEndpoint=https://westeurope-1.in.applicationinsights.azure.com/',
    ],
  },
  {
    name: 'Telegram token',
    draw: (draw) => `${draw.of('123456789', 10)}:AA${draw.of(URL_SAFE, 33)}`,
    shapes: ANYWHERE.map((shape, at) =>
      at % 2 === 0 ? shape.replace('%', 'https://api.telegram.org/bot%/sendMessage') : shape,
    ),
  },
];
