/** Fingerprint of a certificate as station.json writes it (SHA-256 of the DER in lower-case hex), from the way Node does (`AA:BB:…`). */
export function fingerprintFromNode(fingerprint: string | undefined): string {
  return (fingerprint ?? '').replaceAll(':', '').toLowerCase();
}

/** The same from the way Chromium does (`sha256/<base64>`); empty for anything else. */
export function fingerprintFromChromium(fingerprint: string): string {
  const [, base64] = /^sha256\/(.+)$/.exec(fingerprint) ?? [];
  return base64 === undefined ? '' : Buffer.from(base64, 'base64').toString('hex');
}
