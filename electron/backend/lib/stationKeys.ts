import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newStationKey, newToken, stationPublicKey } from './crypto.ts';
import { newId } from './ids.ts';
import { writePrivate } from './privateFile.ts';

export interface StationIdentity {
  readonly id: string;
  /** PKCS #8 PEM of the Ed25519 key; never leaves this process. */
  readonly privateKey: string;
  readonly publicKey: string;
}

/** The station's identity from keys/, made at the first start. */
export function loadIdentity(data: string, now: number): StationIdentity {
  const folder = join(data, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keyFile = join(folder, 'station.key');
  const idFile = join(folder, 'station.id');
  if (!existsSync(keyFile)) writePrivate(keyFile, newStationKey());
  if (!existsSync(idFile)) writePrivate(idFile, newId(now));
  const privateKey = readFileSync(keyFile, 'utf8');
  return { id: readFileSync(idFile, 'utf8').trim(), privateKey, publicKey: stationPublicKey(privateKey) };
}

/** A new token for the shell's counter, in run/shell.token. */
export function writeShellToken(data: string): string {
  const token = newToken();
  mkdirSync(join(data, 'run'), { recursive: true, mode: 0o700 });
  writePrivate(join(data, 'run', 'shell.token'), token);
  return token;
}

/** How the shell and a second start find this station: station.json while it listens. Returns the remover. */
export function announceStation(
  data: string,
  station: {
    readonly stationId: string;
    readonly scheme: 'http' | 'https';
    /** SHA-256 of the certificate it serves with, lower-case hex; null without TLS. */
    readonly certificate: string | null;
    readonly host: string;
    readonly port: number;
    readonly version: string;
    readonly startedAt: number;
    readonly publicKey: string;
  },
): () => void {
  const file = join(data, 'station.json');
  writePrivate(file, `${JSON.stringify({ ...station, pid: process.pid, supervisorPid: process.ppid }, null, 2)}\n`);
  return () => rmSync(file, { force: true });
}
