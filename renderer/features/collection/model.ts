import { z } from 'zod';
import type { Collection, Door, Heartbeat, RefusalKind, SourceAccount } from '../../../shared/contracts/collection.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import type { Instant } from '../../../shared/domain/id.ts';

/** What narrows the list of sources. */
export const SOURCE_FILTERS = ['trouble', 'unknown', 'never'] as const;
export type SourceFilter = (typeof SOURCE_FILTERS)[number];

export const CollectionSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  show: z.enum(SOURCE_FILTERS).optional().catch(undefined),
  address: z.string().max(300).optional().catch(undefined),
});
export type CollectionSearch = z.output<typeof CollectionSearch>;

/** What is wrong with a source, the most urgent first; `fine` is nothing, and who never sent may never be meant to. */
export const DIAGNOSES = ['interrupted', 'notBelieved', 'unreadable', 'stranger', 'tooMany', 'silent', 'fine', 'never'] as const;
export type Diagnosis = (typeof DIAGNOSES)[number];

/** One address: what it sent, or a resource that has sent nothing yet. */
export interface SourceRow {
  readonly address: string;
  readonly resource: Pick<Resource, 'id' | 'name' | 'isSimulated' | 'importance'> | null;
  readonly perMinute: number;
  readonly syslog: number;
  readonly traps: number;
  readonly refused: number;
  readonly lastAt: Instant | null;
  readonly account: SourceAccount | null;
  readonly diagnosis: Diagnosis;
  /** Null for who is no resource, or sent nothing yet. */
  readonly heart: Heartbeat | null;
}

const SILENT_MS = 24 * 3_600_000;
/** Classes of resources that send logs or notifications when they are told to: network, security, hosts, storage and power. */
const SENDERS = new Set(['RC2', 'RC3', 'RC4', 'RC6', 'RC10']);

/** Something came lately that was not kept: what is wrong is known better than that nothing came. */
function isRefusedNow(account: SourceAccount | null, now: Instant): boolean {
  const [newest] = account?.samples ?? [];
  return newest !== undefined && now - newest.at < SILENT_MS && newest.why !== 'tooMany';
}

/** What is wrong with one source, by the newest of what was refused; what is long past and was followed by good is not told. */
export function diagnose(account: SourceAccount | null, isKnown: boolean, now: Instant, heart: Heartbeat | null = null): Diagnosis {
  if (heart && ['silent', 'covered', 'held'].includes(heart.state) && !isRefusedNow(account, now)) return 'interrupted';
  if (!account) return heart?.lastAt ? 'fine' : 'never';
  const refusedOf = (kind: RefusalKind): number => account.refused[kind] ?? 0;
  const [newest] = account.samples;
  const isFresh = newest !== undefined && now - newest.at < SILENT_MS;
  if (isFresh && (newest.why === 'notBelieved' || newest.why === 'unreadable')) return newest.why;
  if (!isKnown) return 'stranger';
  if (isFresh && refusedOf('tooMany') > 0 && newest.why === 'tooMany') return 'tooMany';
  return now - account.lastAt > SILENT_MS ? 'silent' : 'fine';
}

/** Addresses that sent something, troubles first, then by how much they send; then resources that might send and did not. */
export function sourceRows(
  { reception, perMinute, heartbeats }: Pick<Collection, 'reception' | 'perMinute' | 'heartbeats'>,
  resources: readonly Resource[],
  now: Instant,
): readonly SourceRow[] {
  const byId = new Map(resources.map((one) => [one.id, one]));
  const accounts = reception?.sources ?? [];
  const hearts = new Map(heartbeats.flatMap((heart) => (heart.kind === 'source' ? [[heart.name, heart] as const] : [])));
  const heartOf = (address: string): Heartbeat | null => hearts.get(address) ?? null;
  const sent = accounts.map((account): SourceRow => {
    const resource = account.resourceId === null ? null : (byId.get(account.resourceId) ?? null);
    return {
      address: account.address,
      resource,
      perMinute: perMinute[account.address] ?? 0,
      syslog: account.kept.syslog ?? 0,
      traps: account.kept.trap ?? 0,
      refused: Object.values(account.refused).reduce((sum, count) => sum + count, 0),
      lastAt: account.lastAt,
      account,
      heart: heartOf(account.address),
      diagnosis: diagnose(account, account.resourceId !== null, now, heartOf(account.address)),
    };
  });
  const heard = new Set(accounts.flatMap(({ resourceId }) => resourceId ?? []));
  const silent = resources
    .filter(
      ({ id, address, resourceClass, retiredAt }) =>
        !heard.has(id) && retiredAt === null && (SENDERS.has(resourceClass) || hearts.has(address)),
    )
    .map(
      (resource): SourceRow => ({
        ...{ address: resource.address, resource, perMinute: 0, syslog: 0, traps: 0, refused: 0, account: null },
        lastAt: heartOf(resource.address)?.lastAt ?? null,
        heart: heartOf(resource.address),
        diagnosis: diagnose(null, true, now, heartOf(resource.address)),
      }),
    );
  const rank = ({ diagnosis }: SourceRow): number => DIAGNOSES.indexOf(diagnosis);
  return [...sent, ...silent].sort(
    (a, b) => rank(a) - rank(b) || b.perMinute - a.perMinute || a.address.localeCompare(b.address, 'en', { numeric: true }),
  );
}

/** Rows that a filter lets through. */
export function filterRows(rows: readonly SourceRow[], { q = '', show }: CollectionSearch): readonly SourceRow[] {
  const text = q.trim().toLowerCase();
  return rows.filter((row) => {
    if (text !== '' && !`${row.address} ${row.resource?.name ?? ''}`.toLowerCase().includes(text)) return false;
    if (show === 'unknown') return row.diagnosis === 'stranger';
    if (show === 'never') return row.diagnosis === 'never';
    return show === undefined || !['fine', 'never', 'stranger'].includes(row.diagnosis);
  });
}

/** Where devices must be told to send; null for a door that is closed. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** The addresses for syslog and notifications that devices are told. */
export function targetsOf(doors: readonly Door[]): {
  readonly syslog: Target | null;
  readonly traps: Target | null;
  readonly isLocal: boolean;
} {
  const open = (name: Door['door']) => doors.find(({ door, isOpen }) => door === name && isOpen) ?? null;
  const syslog = open('syslogUdp');
  const traps = open('traps');
  const host = (syslog ?? traps)?.host ?? '';
  return { syslog, traps, isLocal: host === 'localhost' || host === '::1' || host.startsWith('127.') };
}

/** What to type on a device so that it sends, by its vendor's way. `host` stands where the station's address is not known. */
export const RECIPES = [
  {
    vendor: 'huawei',
    checks: ({ host }: Wanted) => ['display info-center', 'display snmp-agent target-host', `ping ${host}`],
    lines: ({ host, syslog, traps }: Wanted) => [
      'system-view',
      'info-center enable',
      `info-center loghost ${host} port ${syslog}`,
      'info-center source default channel loghost log level informational',
      `snmp-agent target-host trap address udp-domain ${host} udp-port ${traps} params securityname <community> v2c`,
      'snmp-agent trap enable',
    ],
  },
  {
    vendor: 'h3c',
    checks: ({ host }: Wanted) => ['display info-center', 'display snmp-agent trap-list', `ping ${host}`],
    lines: ({ host, syslog, traps }: Wanted) => [
      'system-view',
      'info-center enable',
      `info-center loghost ${host} port ${syslog}`,
      `snmp-agent target-host trap address udp-domain ${host} udp-port ${traps} params securityname <community> v2c`,
      'snmp-agent trap enable',
    ],
  },
  {
    vendor: 'cisco',
    checks: ({ host }: Wanted) => ['show logging', 'show snmp host', `ping ${host}`],
    lines: ({ host, syslog, traps }: Wanted) => [
      'configure terminal',
      'logging trap informational',
      `logging host ${host} transport udp port ${syslog}`,
      `snmp-server host ${host} version 2c <community> udp-port ${traps}`,
      'snmp-server enable traps',
    ],
  },
  {
    vendor: 'ruijie',
    checks: ({ host }: Wanted) => ['show logging', 'show snmp host', `ping ${host}`],
    lines: ({ host, syslog, traps }: Wanted) => [
      'configure terminal',
      'logging on',
      `logging server ${host} udp-port ${syslog}`,
      `snmp-server host ${host} traps version 2c <community> udp-port ${traps}`,
      'snmp-server enable traps',
    ],
  },
  {
    vendor: 'linux',
    checks: ({ host, syslog }: Wanted) => ['systemctl status rsyslog', `logger -n ${host} -P ${syslog} -d shouwang-test`],
    lines: ({ host, syslog }: Wanted) => [`echo '*.* @${host}:${syslog}' > /etc/rsyslog.d/90-shouwang.conf`, 'systemctl restart rsyslog'],
  },
] as const;
export type Vendor = (typeof RECIPES)[number]['vendor'];

interface Wanted {
  readonly host: string;
  readonly syslog: number;
  readonly traps: number;
}
