import { webcrypto } from 'node:crypto';
import type { Browser, TestStation } from './station.ts';

/** Enrols a wall as its page does: announced by an administrator, key made in WebCrypto, proved by signature. */
export async function enrolWall(
  station: TestStation,
  administrator: Browser,
  name = '大屏 1',
): Promise<Browser & { readonly deviceId: string; prove(): Promise<string> }> {
  const announced = await administrator.request('POST', '/api/v1/devices', { name, kind: 'wall' });
  if (announced.status !== 200) throw new Error(JSON.stringify(announced.body));
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const publicKey = Buffer.from(await webcrypto.subtle.exportKey('spki', pair.publicKey)).toString('base64');
  const enrolled = await station.anonymous().request('POST', '/api/v1/devices/enrol', { code: announced.body.code, publicKey });
  if (enrolled.status !== 200) throw new Error(JSON.stringify(enrolled.body));
  const deviceId: string = enrolled.body.id;
  const prove = async () => {
    const { body } = await station.anonymous().request('POST', '/api/v1/devices/challenge', { deviceId });
    const bytes = await webcrypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      pair.privateKey,
      Buffer.from(`shouwang-device\n${body.nonce}`),
    );
    const answer = await station
      .anonymous()
      .request('POST', '/api/v1/devices/proof', { deviceId, nonce: body.nonce, signature: Buffer.from(bytes).toString('base64') });
    if (answer.status !== 200) throw new Error(`proof: ${answer.status} ${answer.body.code}`);
    return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };
  const cookie = await prove();
  return {
    ...station.anonymous(),
    cookie,
    deviceId,
    prove,
    request: (method, path, body, headers = {}) => station.anonymous().request(method, path, body, { ...headers, cookie }),
  };
}
