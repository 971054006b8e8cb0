import { X509Certificate } from 'node:crypto';
import type { RemoteWrite } from '../../../../shared/contracts/remoteWrite.ts';

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of a PEM text in their order; null where it holds none, something else, or one that cannot be read. */
export function authoritiesOf(pem: string): RemoteWrite['authorities'] | null {
  const blocks = pem.match(BLOCK) ?? [];
  if (blocks.length === 0 || pem.replaceAll(BLOCK, '').trim() !== '') return null;
  try {
    return blocks.map((block) => {
      const { subject, validTo, fingerprint256 } = new X509Certificate(block);
      return { subject: subject.replaceAll('\n', ', '), notAfter: Date.parse(validTo), fingerprint: fingerprint256 };
    });
  } catch {
    return null;
  }
}
