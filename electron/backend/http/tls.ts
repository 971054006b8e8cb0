import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Instant } from '../../../shared/domain/id.ts';
import { ConfigInvalid } from '../config/load.ts';
import type { Config } from '../config/schema.ts';

/** What the station serves TLS with. */
export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** SHA-256 of the certificate (DER) in lower-case hex: by it the shell knows whom it talks to, whoever issued the certificate. */
  readonly fingerprint: string;
  /** When the certificate ends. */
  readonly notAfter: Instant;
}

/** Reads certificate and key and tries them together; null without TLS. Throws ConfigInvalid where they cannot serve. */
export function readTls({ tlsCertificate, tlsKey }: Config): Tls | null {
  if (!tlsCertificate || !tlsKey) return null;
  try {
    const [cert, key] = [readFileSync(tlsCertificate), readFileSync(tlsKey)];
    createSecureContext({ cert, key });
    const certificate = new X509Certificate(cert);
    const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
    return { cert, key, fingerprint, notAfter: Date.parse(certificate.validTo) };
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ConfigInvalid(
      `证书 ${tlsCertificate} 与私钥 ${tlsKey} 不能使用(${why}):请检查 NOC_TLS_CERTIFICATE 与 NOC_TLS_KEY。`,
      `The certificate ${tlsCertificate} and the key ${tlsKey} cannot be used (${why}): check NOC_TLS_CERTIFICATE and NOC_TLS_KEY.`,
    );
  }
}
