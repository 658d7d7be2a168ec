import { createRedactor } from '../../../src/summary/redact/redact.ts';
import { drawFrom } from './made-up-values.ts';

const redactor = await createRedactor();
const draw = drawFrom(20261121);
const secret = () =>
  `${draw.of('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ', 13)}7${draw.of('0123456789', 2)}`;

/** Shapes that an audit thought of after the rules were written; `%` is the secret. */
const SHAPES = [
  "SET PASSWORD FOR 'shop'@'%%' = '%'",
  "define('DB_PASSWORD', '%');",
  'Config { user: "x", password: Some("%") }',
  "{'password': u'%'}",
  'Password(%)',
  'wifi psk="%"',
  'snmp community %',
  'unseal key 1: %',
  'echo % | docker login --password-stdin',
  'echo "%" | sudo -S ls',
  'net use Z: \\\\srv\\s /user:CORP\\bob %',
  'apiVersion: v1\ndata:\n  database: %\nkind: Secret\n',
  'ENV SECRET %',
  '"dd-application-key": "%4f"',
  'DB_PASS="%',
  'password: "%" # prod',
  '<add key="DbPassword" value="%" />',
  'spring.redis.password: $' + '{REDIS_PASSWORD:%}',
  '--from-literal=password=%',
  'mot de passe : %',
  '{\\"db\\":{\\"password\\":\\"%\\"}}',
  'postgres://svc:a/%@db.acme.io/x',
  'password=[%]',
  '%@db.acme.io refused, DATABASE_PASSWORD=%',
];

test.each(SHAPES)('no secret leaves in %s', async (shape) => {
  const value = secret();
  const { text } = await redactor.redact(shape.replaceAll(/(?<!%)%(?!%)/g, () => value));
  expect(text).not.toContain(value.slice(0, 8));
  expect(text).not.toContain(value.slice(-8));
});

test.each([
  ['db01.prod.corp', 'dial tcp: lookup db01.prod.corp: no such host'],
  ['prod-db-3', 'ssh: connect to host prod-db-3 port 22: Connection timed out'],
  ['orders-db', 'could not translate host name "orders-db" to address'],
  ['acme-corp', 'https://acme-corp.slack.com/archives/C1'],
  ['shopdb.c9akciq32', 'shopdb.c9akciq32.eu-west-1.rds.amazonaws.com:5432 refused'],
  ['ip-10-20-30-40', 'node ip-10-20-30-40.eu-west-1.compute.internal NotReady'],
  ['web-03', 'Nov 21 09:14:02 web-03 sshd[1]: x'],
  ['10.20.30.40', 'tcp 10.20.30.40:5432->10.9.8.7:443'],
  ['2001:db8:85a3', '[2001:db8:85a3::8a2e:370:7334]:443 refused'],
  ['jdoe', 'Failed password for invalid user jdoe from 10.1.1.1 port 22'],
  ['jdoe', 'sudo: jdoe : TTY=pts/0 ; USER=root'],
  ['jdoe', 'C:\\\\Users\\\\jdoe\\\\app.log'],
  ['maria.lopez', 'maria.lopez@acme.io wrote; assigned to maria.lopez'],
  ['210987654321', 'AccountId: 210987654321'],
  ['a1b2c3d4-1111', 'tenantId=a1b2c3d4-1111-2222-3333-444455556666'],
  ['acme-prod-77', 'projects/acme-prod-77/topics/x'],
  ['DE89370400440532013000', 'IBAN DE89370400440532013000 rejected'],
  ['4242 4242', 'card 4242 4242 4242 4242 declined'],
  ['14155552671', 'sms to +14155552671 failed'],
])('%s does not leave in %s', async (value, text) => {
  expect((await redactor.redact(text)).text).not.toContain(value);
});
