import { isIPv6 } from 'node:net';
import type { CredentialSettings, Secrets } from '../../../../shared/domain/credential/snmp.ts';
import { type Finding, NO_IDENTITY, type SnmpGap } from '../../../../shared/domain/discovery/finding.ts';
import { MOST_REQUESTS, TRIES } from '../../../../shared/domain/discovery/plan.ts';
import { type Device, DeviceFault, openDevice } from '../../collectors/snmp/device.ts';
import type { SharedSockets } from '../../collectors/snmp/sockets.ts';
import { type WhoIs, whoIs } from '../../collectors/snmp/whoIs.ts';
import { type Log, toLogFormat } from '../../lib/log.ts';
import type { Limiter } from './limiter.ts';
import { metered } from './meter.ts';
import type { Trials } from './trials.ts';

/** A set of credentials, opened. */
export interface OpenSet {
  readonly id: string;
  readonly settings: CredentialSettings;
  readonly secrets: Secrets;
}

export interface ProbeParts {
  readonly sockets: SharedSockets;
  readonly limiter: Limiter;
  readonly trials: Trials;
  /** In the order in which they are tried. */
  readonly sets: readonly OpenSet[];
  readonly port: number;
  readonly log: Log;
  /** Aborted when the run is stopped. */
  readonly signal: AbortSignal;
  now(): number;
}

const ANSWER_MS = 1500;

type Tried = { readonly who: WhoIs } | { readonly gap: Exclude<SnmpGap, 'noSets' | 'setsSpent'> };

function gapOf(error: unknown, isSpent: boolean): Tried {
  if (isSpent) return { gap: 'limit' };
  if (!(error instanceof DeviceFault)) return { gap: 'rubbish' };
  switch (error.fault.kind) {
    case 'timeout':
    case 'unreachable':
    case 'refused':
      return { gap: 'silent' };
    case 'auth':
      return { gap: 'refused' };
    default:
      return { gap: 'rubbish' };
  }
}

/** Asks one address that answered ICMP by SNMP: sets in order until one opens it, all within its limit of packets. */
export async function probe(address: string, rttMs: number, echoes: number, parts: ProbeParts): Promise<Finding> {
  const { sockets, limiter, trials, sets, port, log, signal, now } = parts;
  const meter = metered(sockets, limiter, MOST_REQUESTS - echoes, signal);

  async function tryOn({ settings, secrets }: OpenSet): Promise<Tried> {
    const access = { address, family: isIPv6(address) ? 6 : 4, port, settings, secrets } as const;
    let device: Device | null = null;
    try {
      device = openDevice(access, { timeoutMs: ANSWER_MS, retries: TRIES - 1 }, meter.sockets);
      return { who: await whoIs(device) };
    } catch (error) {
      if (!(error instanceof DeviceFault)) log.error({ address, error: toLogFormat(error) }, 'a device could not be asked');
      return gapOf(error, meter.isSpent());
    } finally {
      device?.close();
    }
  }

  const silent: string[] = [];
  let gap: SnmpGap = sets.length === 0 ? 'noSets' : 'setsSpent';
  let opened: { readonly set: OpenSet; readonly who: WhoIs } | null = null;
  for (const set of sets) {
    if (signal.aborted || meter.isSpent() || !(await trials.enter(set.id))) continue;
    const tried = await tryOn(set);
    if ('who' in tried) {
      trials.leave(set.id, 'opened');
      opened = { set, who: tried.who };
      break;
    }
    if (tried.gap === 'silent') silent.push(set.id);
    else trials.leave(set.id, 'refused');
    if (gap !== 'refused') gap = tried.gap;
  }
  // Silence to one set of a device that another one opens was a refusal.
  for (const set of silent) trials.leave(set, opened ? 'refused' : 'silent');

  return {
    address,
    source: 'scan',
    at: now(),
    rttMs,
    credentialId: opened?.set.id ?? null,
    gap: opened ? null : gap,
    identity: opened?.who.identity ?? NO_IDENTITY,
    description: opened?.who.description ?? '',
    objectId: opened?.who.objectId ?? '',
    location: opened?.who.location ?? '',
    uptimeS: opened?.who.uptimeS ?? null,
    isWhole: opened?.who.isWhole ?? false,
    requests: echoes + meter.sent(),
  };
}
