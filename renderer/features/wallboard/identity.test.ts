import { expect, test } from 'vitest';
import { createKeys, sign } from './identity.ts';

test('the private key cannot leave the browser', async () => {
  const { keys } = await createKeys();
  expect(keys.privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('pkcs8', keys.privateKey)).rejects.toThrow();
});

test('a proof verifies with the enrolled public key, only for its nonce', async () => {
  const { keys, publicKey } = await createKeys();
  const signature = Buffer.from(await sign(keys, 'abc'), 'base64');
  expect(signature).toHaveLength(64);
  const spki = Buffer.from(publicKey, 'base64');
  const enrolled = await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  const verify = (text: string): Promise<boolean> =>
    crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, enrolled, signature, new TextEncoder().encode(text));
  expect(await verify('shouwang-device\nabc')).toBe(true);
  expect(await verify('shouwang-device\nabd')).toBe(false);
});
