import type { RemoteWrite } from '../../../shared/contracts/remoteWrite.ts';
import { type AddressFault, addressFault } from '../../../shared/domain/remoteWrite/address.ts';

/** What is being written about the receiver. */
export interface RemoteDraft {
  readonly url: string;
  readonly caCertificate: string;
  /** Empty: enters as nobody. */
  readonly credentialId: string;
}

export const remoteDraftOf = ({ url, caCertificate, credentialId }: RemoteWrite): RemoteDraft => ({
  ...{ url: url ?? '', caCertificate: caCertificate ?? '', credentialId: credentialId ?? '' },
});

const PEM = /^(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/;

export interface RemoteIssues {
  readonly url?: AddressFault;
  readonly caCertificate?: 'form' | 'notNeeded';
}

/** What has to be put right before it can be tested or used. */
export function remoteIssuesOf({ url, caCertificate }: RemoteDraft): RemoteIssues {
  const fault = addressFault(url.trim());
  const pem = caCertificate.trim();
  const isSecure = /^https:/i.test(url.trim());
  return {
    ...(fault !== null && { url: fault }),
    ...(pem !== '' && !PEM.test(pem)
      ? { caCertificate: 'form' as const }
      : pem !== '' && !isSecure && { caCertificate: 'notNeeded' as const }),
  };
}

/** The draft as the station takes it. */
export function receiverOf({ url, caCertificate, credentialId }: RemoteDraft) {
  const pem = caCertificate.trim();
  return { url: url.trim(), caCertificate: pem === '' ? null : pem, credentialId: credentialId === '' ? null : credentialId };
}

export const isSameReceiver = (draft: RemoteDraft, stored: RemoteWrite): boolean => {
  const { url, caCertificate, credentialId } = receiverOf(draft);
  return url === (stored.url ?? '') && caCertificate === stored.caCertificate && credentialId === stored.credentialId;
};
