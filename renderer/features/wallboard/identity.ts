/** What makes this browser a known device: its id, and a key pair whose private half cannot be exported. */
export interface Identity {
  readonly deviceId: string;
  readonly name: string;
  readonly keys: CryptoKeyPair;
}

const DATABASE = 'shouwang';
const STORE = 'identity';
const KEY = 'device';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** True where the browser has WebCrypto and IndexedDB: on 127.0.0.1 or over HTTPS. */
export function canHoldIdentity(): boolean {
  return globalThis.crypto?.subtle !== undefined && globalThis.indexedDB !== undefined;
}

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function withStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await request(opening);
  try {
    return await request(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/** The identity this browser was enrolled with, or null. */
export async function loadIdentity(): Promise<Identity | null> {
  if (!canHoldIdentity()) return null;
  return ((await withStore('readonly', (store) => store.get(KEY))) as Identity | undefined) ?? null;
}

export async function saveIdentity(identity: Identity): Promise<void> {
  await withStore('readwrite', (store) => store.put(identity, KEY));
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

/** A new pair; the public half as SubjectPublicKeyInfo in base64. */
export async function createKeys(): Promise<{ readonly keys: CryptoKeyPair; readonly publicKey: string }> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  return { keys, publicKey: base64(await crypto.subtle.exportKey('spki', keys.publicKey)) };
}

/** Proof for a nonce of the station: ECDSA P-256 SHA-256, raw r|s, base64. */
export async function sign(keys: CryptoKeyPair, nonce: string): Promise<string> {
  const text = new TextEncoder().encode(`shouwang-device\n${nonce}`);
  return base64(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, text));
}
