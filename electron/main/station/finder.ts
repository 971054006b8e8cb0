import type { StationState } from '../../../shared/contracts/desktop.ts';
import { zhCN } from '../texts/zhCN.ts';
import type { Launched } from './launch.ts';
import type { Look } from './look.ts';
import { isSameRun, type StationRecord, stationOrigin } from './record.ts';

/** The world as the finder needs it; times in milliseconds, `monotonic` never goes back. */
export interface FinderPorts {
  now(): number;
  monotonic(): number;
  look(known: StationRecord | undefined): Promise<Look>;
  /** Throws when the program is missing. */
  launch(): Launched;
  onChange(state: StationState, record: StationRecord | undefined): void;
}

export interface Finder {
  /** One look and what follows from it; resolves to the milliseconds until the next one is due. */
  step(): Promise<number>;
  state(): StationState;
  /** The proven station as long as its process lives, also while it is slow to answer: nobody else can hold its port meanwhile. */
  trusted(): StationRecord | undefined;
  /** Forgets the back-off: the next step may launch at once. */
  retry(): void;
  /** No launch any more: the station is being stopped on purpose. */
  hold(): void;
  release(): void;
}

const ATTACHED_EVERY_MS = 3000;
const STARTING_EVERY_MS = 250;
const AWAY_EVERY_MS = 1000;
const SILENT_GRACE_MS = 10_000;
const RECOVERING_GRACE_MS = 30_000;
/** A station that has just begun to listen has not yet written its record. */
const FOREIGN_GRACE_MS = 2000;
const BACKOFF_MS = [0, 1000, 2000, 4000, 8000, 16_000, 30_000];

const WAITING = { none: zhCN.detail.notFound, silent: zhCN.detail.noAnswer, recovering: zhCN.detail.recovering } as const;

/** What `since` counts: being there, being away — however often it was started meanwhile — or being replaced by somebody else. */
function situation(state: StationState['state']): 'there' | 'away' | 'foreign' {
  if (state === 'attached') return 'there';
  return state === 'foreign' ? 'foreign' : 'away';
}

type Finding = Pick<StationState, 'state' | 'detail'>;

function ownerText(look: Extract<Look, { kind: 'foreign' }>): string {
  return look.owner ? zhCN.detail.owner(look.owner.name, look.owner.pid) : zhCN.detail.unknownOwner;
}

function foreignDetail(look: Extract<Look, { kind: 'foreign' }>): string {
  const taken = zhCN.detail.portTaken(look.port, ownerText(look));
  return look.claimsToBeOurs ? `${taken}${zhCN.detail.wrongProof('它')}` : taken;
}

/** Finds the station, starts it with back-off when it is not there, and watches it; never two launches at a time. */
export function createFinder(address: string, ports: FinderPorts): Finder {
  let state: StationState = { state: 'searching', address, since: ports.now(), attempts: 0, detail: '' };
  let known: StationRecord | undefined;
  let trusted: StationRecord | undefined;
  let attached: StationRecord | undefined;
  let isRunning = false;
  let isHeld = false;
  let lastExit = '';
  let launches = 0;
  let nextLaunchAt = 0;
  let awaySince: number | undefined;
  let foreignSince: number | undefined;

  function become(finding: Finding, record?: StationRecord): void {
    const isSameRecord = attached === record || (attached !== undefined && record !== undefined && isSameRun(attached, record));
    attached = record;
    if (isSameRecord && finding.state === state.state && finding.detail === state.detail && launches === state.attempts) return;
    const since = situation(finding.state) === situation(state.state) ? state.since : ports.now();
    state = { ...finding, address: record ? stationOrigin(record) : address, since, attempts: launches };
    ports.onChange(state, record);
  }

  function launch(): void {
    launches += 1;
    nextLaunchAt = ports.monotonic() + (BACKOFF_MS[Math.min(launches, BACKOFF_MS.length - 1)] ?? 0);
    try {
      const launched = ports.launch();
      isRunning = true;
      void launched.exited.then(({ code, line }) => {
        isRunning = false;
        lastExit = zhCN.detail.exited(code, line);
      });
    } catch (error) {
      lastExit = error instanceof Error ? error.message : String(error);
    }
  }

  /** Whether somebody else may still bring the station back, so that we wait. */
  function isGraceOver(look: Look): boolean {
    awaySince ??= ports.monotonic();
    const away = ports.monotonic() - awaySince;
    if (look.kind === 'silent') return away >= SILENT_GRACE_MS;
    return look.kind === 'recovering' ? away >= RECOVERING_GRACE_MS : true;
  }

  function away(look: Extract<Look, { kind: keyof typeof WAITING }>): number {
    const mayLaunch = !isRunning && !isHeld && isGraceOver(look) && ports.monotonic() >= nextLaunchAt;
    if (mayLaunch) launch();
    if (isRunning) become({ state: 'starting', detail: lastExit });
    else if (lastExit !== '') become({ state: 'failed', detail: lastExit });
    else become({ state: 'searching', detail: WAITING[look.kind] });
    return isRunning ? STARTING_EVERY_MS : AWAY_EVERY_MS;
  }

  function attach(record: StationRecord): number {
    known = record;
    trusted = record;
    launches = 0;
    nextLaunchAt = 0;
    lastExit = '';
    awaySince = undefined;
    become({ state: 'attached', detail: '' }, record);
    return ATTACHED_EVERY_MS;
  }

  function distrust(finding: Finding): number {
    known = undefined;
    become(finding);
    return AWAY_EVERY_MS;
  }

  function foreign(look: Extract<Look, { kind: 'foreign' }>): number {
    foreignSince ??= ports.monotonic();
    const isCertain = look.claimsToBeOurs || (!isRunning && ports.monotonic() - foreignSince >= FOREIGN_GRACE_MS);
    return isCertain ? distrust({ state: 'foreign', detail: foreignDetail(look) }) : STARTING_EVERY_MS;
  }

  return {
    async step() {
      const look = await ports.look(known);
      if (look.kind !== 'foreign') foreignSince = undefined;
      if (look.kind !== 'silent') trusted = undefined;
      if (look.kind === 'ours') return attach(look.record);
      if (look.kind === 'foreign') return foreign(look);
      if (look.kind === 'unsafe') return distrust({ state: 'failed', detail: zhCN.detail.unsafe(look.path) });
      return away(look);
    },
    state: () => state,
    trusted: () => trusted,
    retry() {
      nextLaunchAt = 0;
      awaySince = Number.NEGATIVE_INFINITY;
    },
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
    },
  };
}
