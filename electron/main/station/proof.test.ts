import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isProof, proveStation } from './proof.ts';
import type { StationRecord } from './record.ts';

const ours = generateKeyPairSync('ed25519');
const publicKey = ours.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const NONCE = 'ab'.repeat(32);
const signed = (text: string, key: KeyObject = ours.privateKey) => sign(null, Buffer.from(text), key).toString('base64');
const good = { nonce: NONCE, stationId: 's', signature: signed(`shouwang-station\n${NONCE}`) };
const record = { publicKey, stationId: 's' };

describe('proof of the station', () => {
  test('the signature over the nonce by the key of the record is accepted', () => {
    expect(isProof(record, NONCE, good)).toBe(true);
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  test.each<[string, unknown, Pick<StationRecord, 'publicKey' | 'stationId'>]>([
    ['another key', { ...good, signature: signed(`shouwang-station\n${NONCE}`, generateKeyPairSync('ed25519').privateKey) }, record],
    ['another nonce', { ...good, nonce: 'cd'.repeat(32) }, record],
    ['a signature over the nonce without its context', { ...good, signature: signed(NONCE) }, record],
    ['another station', { ...good, stationId: 't' }, record],
    ['no signature', { nonce: NONCE, stationId: 's' }, record],
    ['nothing', undefined, record],
    ['a record whose key is no key', good, { ...record, publicKey: 'x' }],
    ['a record whose key is not Ed25519', good, { ...record, publicKey: rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString() }],
  ])('%s is refused', (_what, body, by) => {
    expect(isProof(by, NONCE, body)).toBe(false);
  });
});

describe('asking for the proof', () => {
  let close = () => Promise.resolve();
  afterEach(() => close());

  async function answering(answer: (nonce: string) => { status: number; body: unknown } | undefined): Promise<StationRecord> {
    const nonces = new Set<string>();
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        const { nonce } = JSON.parse(text) as { nonce: string };
        expect(nonces.has(nonce)).toBe(false);
        nonces.add(nonce);
        const given = answer(nonce);
        if (given) response.writeHead(given.status).end(JSON.stringify(given.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    const { port } = server.address() as AddressInfo;
    return { ...record, pid: 2, supervisorPid: 2, scheme: 'http', certificate: null, host: '127.0.0.1', port, version: '', startedAt: 0 };
  }

  test('a right answer proves, each time for a fresh nonce', async () => {
    const station = await answering((nonce) => ({
      status: 200,
      body: { nonce, stationId: 's', signature: signed(`shouwang-station\n${nonce}`) },
    }));
    expect(await proveStation(station)).toBe('proven');
    expect(await proveStation(station)).toBe('proven');
  });

  test('a replayed answer refutes', async () => {
    expect(await proveStation(await answering(() => ({ status: 200, body: good })))).toBe('refuted');
  });

  test('a program that does not know the question refutes', async () => {
    expect(await proveStation(await answering(() => ({ status: 404, body: {} })))).toBe('refuted');
  });

  test('one that is overloaded, one that never answers and a closed port are silent', async () => {
    expect(await proveStation(await answering(() => ({ status: 503, body: {} })))).toBe('silent');
    await close();
    const mute = await answering(() => undefined);
    expect(await proveStation(mute, 200)).toBe('silent');
    await close();
    close = () => Promise.resolve();
    expect(await proveStation(mute, 200)).toBe('silent');
  });
});
