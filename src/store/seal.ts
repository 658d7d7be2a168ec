import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Encrypts texts so that they cannot be read, changed or put in another's place without a key. */
export interface Sealer {
  /** `owner` is bound to the text: it opens for the same owner only. */
  seal(text: string, owner: string): string;
  /** Undefined where no key opens it, or it was changed, or it belongs to another owner. */
  open(sealed: string, owner: string): string | undefined;
  /** Whether it was sealed with the first key. */
  isNewest(sealed: string): boolean;
}

/** AES-256 in Galois/Counter Mode: a nonce of 96 bits and a tag of 128, as NIST SP 800-38D advises. */
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/** `keys` are of 32 bytes each; the first one seals, all of them open. */
export function createSealer(keys: readonly Buffer[]): Sealer {
  const [first] = keys;
  if (first === undefined) throw new TypeError('a sealer needs a key');
  const byName = new Map(keys.map((key) => [nameOf(key), key]));
  return {
    seal: (text, owner) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, first, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(owner, 'utf8'));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, nameOf(first), nonce.toString('base64url'), body.toString('base64url')].join('.');
    },
    open: (sealed, owner) => {
      const [version, name = '', nonce = '', body = ''] = sealed.split('.');
      const key = version === VERSION ? byName.get(name) : undefined;
      return key === undefined ? undefined : decrypt(key, fromText(nonce), fromText(body), owner);
    },
    isNewest: (sealed) => sealed.startsWith(`${VERSION}.${nameOf(first)}.`),
  };
}

function decrypt(key: Buffer, nonce: Buffer, body: Buffer, owner: string): string | undefined {
  if (nonce.length !== NONCE_BYTES || body.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(owner, 'utf8'));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  const text = decipher.update(body.subarray(0, -TAG_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    // The tag does not fit: what was decrypted is worth nothing.
    return undefined;
  }
}

/** Tells keys apart and nothing else: eight of the digits of its hash say nothing about 256 random bits. */
function nameOf(key: Buffer): string {
  return createHash('sha256').update('pasteur token key').update(key).digest('hex').slice(0, 8);
}

function fromText(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}
