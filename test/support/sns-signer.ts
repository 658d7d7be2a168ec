import { execFileSync } from 'node:child_process';
import { createSign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPIC } from './alert-webhook.ts';

/** A real certificate, and messages signed by its key as Amazon SNS signs them. */
export interface SnsSigner {
  readonly certificate: string;
  sign(fields: Readonly<Record<string, string>>, version?: '1' | '2'): Buffer;
}

const OPENSSL = 'openssl';

/** Order of the signed fields in SNS's documentation, written once more: a wrong one must not pass its own test. */
const NOTIFICATION = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const CONFIRMATION = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** Makes a certificate with `openssl`, good from one moment to another (`YYMMDDHHMMSSZ`). */
export function createSnsSigner(dates: { readonly from: string; readonly to: string }): SnsSigner {
  const folder = mkdtempSync(join(tmpdir(), 'pasteur-sns-'));
  try {
    const key = join(folder, 'key.pem');
    const request = join(folder, 'request.pem');
    const certificate = join(folder, 'certificate.pem');
    const openssl = (...args: string[]) => execFileSync(OPENSSL, args, { stdio: 'pipe', cwd: folder });
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-subj',
      '/CN=sns.amazonaws.com',
      '-out',
      request,
    );
    openssl(
      'ca',
      '-config',
      writeCaConfig(folder),
      '-batch',
      '-selfsign',
      '-keyfile',
      key,
      '-in',
      request,
      '-out',
      certificate,
      '-startdate',
      dates.from,
      '-enddate',
      dates.to,
      '-notext',
    );
    const privateKey = readFileSync(key, 'utf8');
    return {
      certificate: readFileSync(certificate, 'utf8'),
      sign: (fields, version = '2') => {
        const message: Record<string, string> = {
          Type: 'Notification',
          MessageId: '22b80b92-0000-4000-8000-a3a9d4a3a900',
          TopicArn: TOPIC,
          Message: '',
          SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0000.pem',
          SignatureVersion: version,
          ...fields,
        };
        const names = message.Type === 'Notification' ? NOTIFICATION : CONFIRMATION;
        const text = names
          .filter((name) => message[name] !== undefined)
          .map((name) => `${name}\n${message[name]}\n`)
          .join('');
        const signature = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
          .update(text)
          .sign(privateKey, 'base64');
        return Buffer.from(JSON.stringify({ ...message, Signature: signature }));
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeCaConfig(folder: string): string {
  writeFileSync(join(folder, 'index.txt'), '');
  const file = join(folder, 'ca.cnf');
  const lines = [
    '[ca]',
    'default_ca = here',
    '[here]',
    `new_certs_dir = ${folder}`,
    `database = ${folder}/index.txt`,
    'rand_serial = yes',
    'default_md = sha256',
    'policy = any',
    '[any]',
    'commonName = supplied',
  ];
  writeFileSync(file, lines.join('\n'));
  return file;
}
