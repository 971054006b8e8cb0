import {
  type Argon2Parameters,
  argon2,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomInt,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';

// OWASP's argon2id minimum with a larger memory: 46 MiB, one pass, one lane.
const MEMORY_KIB = 47_104;
const PASSES = 1;
const LANES = 1;
const TAG_BYTES = 32;

function derive(parameters: Argon2Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag))));
}

const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** Argon2id of a password as a PHC string. Runs in the thread pool. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive({
    message: password.normalize('NFKC'),
    nonce,
    parallelism: LANES,
    tagLength: TAG_BYTES,
    memory: MEMORY_KIB,
    passes: PASSES,
  });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${b64(nonce)}$${b64(tag)}`;
}

/** True when the password belongs to the PHC string; false for a malformed one. Takes as long either way. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc);
  if (!match) return false;
  const [, memory, passes, parallelism, nonce = '', tag = ''] = match;
  const expected = Buffer.from(tag, 'base64');
  const got = await derive({
    message: password.normalize('NFKC'),
    nonce: Buffer.from(nonce, 'base64'),
    parallelism: Number(parallelism),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
  });
  return timingSafeEqual(got, expected);
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** A secret of 256 random bits, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Groups of four characters of 31 without look-alikes, joined by hyphens: what a person types from another screen or from paper. */
function typeable(groups: number): string {
  const group = () => Array.from({ length: 4 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** A one-time code of 39 random bits, `XXXX-XXXX`. */
export function newCode(): string {
  return typeable(2);
}

/** A one-time password of 79 random bits, `XXXX-XXXX-XXXX-XXXX`. */
export function newPassword(): string {
  return typeable(4);
}

/** Compares two secrets in constant time; lengths may differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

/** A new Ed25519 key of the station, PKCS #8 PEM. */
export function newStationKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Public half of a station key, SubjectPublicKeyInfo PEM. */
export function stationPublicKey(privatePem: string): string {
  return createPublicKey(createPrivateKey(privatePem)).export({ type: 'spki', format: 'pem' }).toString();
}

/** Ed25519 signature over a text, base64. */
export function signAsStation(privatePem: string, text: string): string {
  return sign(null, Buffer.from(text), createPrivateKey(privatePem)).toString('base64');
}

/** True when base64 SPKI bytes are a P-256 public key. */
export function isDeviceKey(spkiBase64: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(spkiBase64, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

/** Verifies a WebCrypto ECDSA P-256 SHA-256 signature (r|s, base64); false for anything malformed. */
export function verifyDevice(spkiBase64: string, text: string, signatureBase64: string): boolean {
  if (!isDeviceKey(spkiBase64)) return false;
  const key = createPublicKey({ key: Buffer.from(spkiBase64, 'base64'), format: 'der', type: 'spki' });
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signatureBase64, 'base64'));
}
