import type { ShellConfig } from '../config.ts';
import { callLocal } from './http.ts';
import { findPortOwner, isAlive, isPortTaken, type PortOwner } from './portOwner.ts';
import { proveStation } from './proof.ts';
import { connectHost, isSameRun, readStation, type StationRecord } from './record.ts';

/** What a look at the data folder and the port found. */
export type Look =
  | { readonly kind: 'ours'; readonly record: StationRecord }
  /** The backend is gone, its supervisor lives and will bring it back. */
  | { readonly kind: 'recovering' }
  /** A live process of ours that does not answer. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'unsafe'; readonly path: string }
  | { readonly kind: 'foreign'; readonly port: number; readonly owner: PortOwner | undefined; readonly claimsToBeOurs: boolean }
  | { readonly kind: 'none' };

async function isServing(record: StationRecord): Promise<boolean> {
  const answer = await callLocal({ method: 'GET', to: record, path: '/healthz', timeoutMs: 3000 });
  return answer?.status === 200;
}

async function lookAtRecord(record: StationRecord, known: StationRecord | undefined): Promise<Look> {
  if (!isAlive(record.pid)) return isAlive(record.supervisorPid) ? { kind: 'recovering' } : { kind: 'none' };
  // A run that has proven itself keeps its port until it ends, so it is only asked whether it serves.
  if (known && isSameRun(known, record)) return (await isServing(record)) ? { kind: 'ours', record } : { kind: 'silent' };
  const proof = await proveStation(record);
  if (proof === 'proven') return { kind: 'ours', record };
  if (proof === 'silent') return { kind: 'silent' };
  return { kind: 'foreign', port: record.port, owner: findPortOwner(record.port), claimsToBeOurs: true };
}

/** Looks for the station of a data folder. `known` is the run that was proven before, if any. */
export async function lookForStation(config: ShellConfig, known: StationRecord | undefined): Promise<Look> {
  const reading = readStation(config.dataFolder);
  if (reading.kind === 'unsafe') return reading;
  const look: Look = reading.kind === 'record' ? await lookAtRecord(reading.record, known) : { kind: 'none' };
  if (look.kind !== 'none' || config.port === 0) return look;
  const isTaken = await isPortTaken(connectHost(config.host), config.port);
  return isTaken ? { kind: 'foreign', port: config.port, owner: findPortOwner(config.port), claimsToBeOurs: false } : look;
}
