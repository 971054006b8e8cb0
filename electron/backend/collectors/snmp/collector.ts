import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import type { CheckOf } from '../../../../shared/domain/check/index.ts';
import type { Hardware } from '../../../../shared/domain/hardware/part.ts';
import type { NetworkPart } from '../../../../shared/domain/network/inventory.ts';
import type { Fault, Observation } from '../../../../shared/domain/observation/observation.ts';
import { missing, type Reason } from '../../../../shared/domain/observation/quality.ts';
import type { OpenCredential } from '../../lib/credentials.ts';
import type { Collector, CollectorContext, Target } from '../collector.ts';
import { componentOf } from '../component.ts';
import { withDeadline } from '../net/deadline.ts';
import type { Address } from '../net/resolve.ts';
import { type Asked, type Beside, besideOf, dueOf, NEVER_ASKED } from './beside.ts';
import { type CycleMemory, type CycleResult, cycle, NO_CYCLE, reasonOf, withAllColumns } from './cycle.ts';
import { type Access, type Device, DeviceFault, openDevice, TOO_SLOW } from './device.ts';
import { type DeviceFact, type Identity, identify, isCut, noProgress, type Progress } from './identify.ts';
import { NOTHING_TOLD, newsAmong, type Told } from './news.ts';
import { profileFolders } from './profile/folders.ts';
import { type Profiles, readProfiles } from './profile/profiles.ts';
import { createSharedSockets } from './sockets.ts';

type Config = CheckOf<'snmp'>;

/** A device between its cycles. */
interface Session {
  device: Device;
  /** Opens the same device anew. */
  open(): Device;
  /** What it was opened with; another address or other secrets are another session. */
  readonly openedWith: string;
  readonly progress: Progress;
  identity: Identity | null;
  /** Identities in a row that lacked a part. */
  incomplete: number;
  identifiedAt: number;
  memory: CycleMemory;
  /** What it said of itself when it was identified, until that has been told. */
  said: readonly DeviceFact[] | null;
  hardware: Hardware | null;
  /** What was told of its last cycle. */
  told: Told;
  /** The states of its interfaces that were told last. */
  toldStates: Told;
  asked: Asked;
  usedAt: number;
}

const PATIENCE = { timeoutMs: 2000, retries: 1 } as const;
const LIMIT_MS = 60_000;
/** What a cycle measured does not wait longer for what is beside the device. */
const BESIDE_MS = 10_000;
/** A device is identified again after this time, and everything about it told again with that. */
const AGAIN_MS = 3_600_000;
/** One that did not give a part of itself is asked for it again sooner: it may have been busy. */
const AGAIN_INCOMPLETE_MS = 300_000;
/** A session nobody asked for so long belongs to a check that is no more: the longest interval, three times. */
const FORGOTTEN_MS = 900_000;

/** The collector of devices with an SNMP agent; `open` is how one is asked, without a network in simulations that run ahead of time. */
export const createSnmpCollector = (open: typeof openDevice = openDevice): Collector<Config> => ({
  protocol: 'snmp',
  config: CHECK_SCHEMAS.snmp,
  batch: 1,
  requests: 4,
  concurrency: { fast: 512, slow: 64 },
  missing: async () => null,
  create: (context) => {
    const sockets = createSharedSockets(context.log);
    const profiles = readProfiles(profileFolders(context.dataFolder));
    for (const refused of profiles.refused) context.log.error({ ...refused }, 'device profile refused');
    const sessions = new Map<string, Session>();
    const look = createLook(context, profiles, (access) => open(access, PATIENCE, sockets), sessions);
    return {
      collect: async (targets, signal) => (await Promise.all(targets.map((target) => look(target, signal)))).flat(),
      stop: async () => {
        for (const { device } of sessions.values()) device.close();
        sockets.close();
      },
    };
  },
});

/** Devices with an SNMP agent, v1, v2c and v3 (R-8.4.2-c2-*): what there is to ask comes from profiles, IF-MIB and ENTITY-MIB. */
export const snmpCollector = createSnmpCollector();

const statusOf = (states: CycleResult['states']): NetworkPart => ({
  part: 'status',
  items: states.map(({ component, ...state }) => ({ port: componentOf(component), ...state })),
});

const reasonOfFault = ({ kind, detail }: Fault): Reason => (kind === 'protocol' ? reasonOf([`.${detail}`]) : kind);

const CREDENTIAL_MISSING: Fault = { kind: 'tool', retryable: false, detail: 'snmp.credential' };

type Look = (target: Target<Config>, signal: AbortSignal) => Promise<readonly Observation[]>;

/** How long an identity is good, in ms: one that lacks something is asked for sooner, then ever more rarely. */
export const againAfter = (incomplete: number): number =>
  incomplete === 0 ? AGAIN_MS : Math.min(AGAIN_MS, AGAIN_INCOMPLETE_MS * 2 ** (incomplete - 1));

function createLook(
  context: CollectorContext,
  profiles: Profiles,
  openOne: (access: Access) => Device,
  sessions: Map<string, Session>,
): Look {
  const { clock, resolver } = context;

  function close(id: string): void {
    sessions.get(id)?.device.close();
    sessions.delete(id);
  }

  /** Gives up what is being asked; what is known of the device stays. */
  function reopen(session: Session): void {
    session.device.close();
    session.device = session.open();
  }

  let forgotAt = Number.NEGATIVE_INFINITY;
  function forget(now: number): void {
    if (now - forgotAt < FORGOTTEN_MS / 10) return;
    forgotAt = now;
    for (const [id, { usedAt }] of sessions) if (now - usedAt > FORGOTTEN_MS) close(id);
  }

  function sessionOf({ assignmentId, config }: Target<Config>, address: Address, credential: OpenCredential): Session {
    const { settings, secrets } = credential;
    const openedWith = JSON.stringify([address.address, config.port, settings, secrets]);
    const known = sessions.get(assignmentId);
    if (known?.openedWith === openedWith) return known;
    close(assignmentId);
    const open = () => openOne({ ...address, port: config.port, settings, secrets });
    const opened: Session = {
      device: open(),
      open,
      openedWith,
      progress: noProgress(),
      identity: null,
      incomplete: 0,
      identifiedAt: Number.NEGATIVE_INFINITY,
      memory: NO_CYCLE,
      said: null,
      hardware: null,
      told: NOTHING_TOLD,
      toldStates: NOTHING_TOLD,
      asked: NEVER_ASKED,
      usedAt: clock.monotonic(),
    };
    sessions.set(assignmentId, opened);
    return opened;
  }

  async function ask(session: Session): Promise<CycleResult> {
    // The device as it is now: once it is cut off nothing of this cycle may go on with the next one.
    const { device } = session;
    const ageMs = clock.monotonic() - session.identifiedAt;
    if (session.identity === null || ageMs >= againAfter(session.incomplete)) {
      const { facts, hardware, ...identity } = await identify(device, profiles, session.progress);
      session.identity = identity;
      session.said = facts;
      session.hardware = hardware;
      session.incomplete = identity.missing.every(isCut) ? 0 : session.incomplete + 1;
      session.identifiedAt = clock.monotonic();
      session.memory = withAllColumns(session.memory);
    }
    return cycle(device, session.identity, session.memory, clock.monotonic);
  }

  function newsOf(session: Session, { facts, states }: CycleResult) {
    const { said } = session;
    const { news, told } = newsAmong(facts, said === null ? session.told : NOTHING_TOLD);
    const marks = states.map(({ component, isAdminUp, oper }) => ({ name: 'state', component, value: `${isAdminUp} ${oper}` }));
    const changed = newsAmong(marks, said === null ? session.toldStates : NOTHING_TOLD);
    const names = new Set(changed.news.map(({ component }) => component));
    session.said = null;
    session.told = told;
    session.toldStates = changed.told;
    return { facts: said === null ? news : [...said, ...news], states: states.filter(({ component }) => names.has(component)) };
  }

  /** What is beside a device, when that is due and while there is time; nothing follows from its silence. */
  async function lookBeside(session: Session, address: string, signal: AbortSignal, limitMs: number): Promise<Beside | null> {
    const { identity, asked } = session;
    if (identity === null || limitMs <= 0) return null;
    const what = dueOf(asked, clock.monotonic(), identity);
    if (what === null) return null;
    session.asked = { ...asked, [what]: clock.monotonic() };
    try {
      return await withDeadline(signal, limitMs, (deadline) => {
        deadline.addEventListener('abort', () => reopen(session));
        return besideOf(session.device, identity, address, what, clock.now);
      });
    } catch (error) {
      if (!(error instanceof DeviceFault)) throw error;
      return null;
    }
  }

  return async (target, signal) => {
    const common = { resourceId: target.resourceId, protocol: 'snmp' } as const;
    const failed = (fault: Fault): readonly Observation[] => [
      { ...common, at: clock.now(), kind: 'sample', metric: 'snmp.rtt', component: '', ...missing(reasonOfFault(fault)) },
      { ...common, at: clock.now(), kind: 'reachability', component: '', reachable: false, fault },
    ];
    const now = clock.monotonic();
    forget(now);
    const credential = context.credentials.get(target.config.credential);
    if (!credential) return failed(CREDENTIAL_MISSING);
    const limitMs = Math.min(LIMIT_MS, target.intervalMs * 0.8);
    const resolved = await resolver.resolve(target.address, limitMs / 2);
    if ('fault' in resolved) return failed(resolved.fault);
    const [address] = resolved.addresses;
    if (!address) return failed({ kind: 'unreachable', retryable: true, detail: 'snmp.noAddress' });
    const session = sessionOf(target, address, credential);
    session.usedAt = now;
    let isCutOff = false;
    try {
      const result = await withDeadline(signal, limitMs, (deadline) => {
        deadline.addEventListener('abort', () => {
          isCutOff = true;
          reopen(session);
        });
        return ask(session);
      });
      if (isCutOff) return failed(TOO_SLOW);
      session.memory = result.memory;
      if (result.isChanged) session.identifiedAt = Number.NEGATIVE_INFINITY;
      const at = clock.now();
      const { facts, states } = newsOf(session, result);
      const { hardware } = session;
      session.hardware = null;
      const beside = await lookBeside(session, address.address, signal, Math.min(BESIDE_MS, limitMs - (clock.monotonic() - now)));
      return [
        { ...common, at, kind: 'reachability', component: '', reachable: true, fault: null },
        ...result.samples.map(
          ({ component, ...rest }): Observation => ({ ...common, at, kind: 'sample', ...rest, component: componentOf(component) }),
        ),
        ...facts.map(
          ({ name, component, value }): Observation => ({ ...common, at, kind: 'fact', name, component: componentOf(component), value }),
        ),
        ...(hardware ? [{ ...common, at, kind: 'hardware', hardware } as const] : []),
        ...(beside?.power ? [{ ...common, at, kind: 'power', power: beside.power } as const] : []),
        ...(beside?.identity ? [{ ...common, at, kind: 'identity', identity: beside.identity } as const] : []),
        ...(beside?.neighbours ?? []).map((neighbour): Observation => ({ ...common, at, kind: 'neighbour', neighbour })),
        ...(beside?.network ?? []).map((network): Observation => ({ ...common, at, kind: 'network', network })),
        ...(states.length === 0 ? [] : [{ ...common, at, kind: 'network', network: statusOf(states) } as const]),
      ];
    } catch (error) {
      if (isCutOff) return failed(TOO_SLOW);
      if (!(error instanceof DeviceFault)) throw error;
      // What version 3 believes of an engine (its boots and its time) may be that of another device by now.
      if (error.fault.kind !== 'timeout') reopen(session);
      return failed(error.fault);
    }
  };
}
