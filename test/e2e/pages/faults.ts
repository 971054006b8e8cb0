import type { Resource, ResourceList } from '../../../shared/contracts/resources.ts';
import type { Observation } from '../../../shared/domain/observation/observation.ts';
import { connectPoller } from '../../support/poller.ts';
import type { Station } from '../station.ts';
import type { Direct } from './direct.ts';

const PORT = 9;

/** Hosts with the names and places of the mock-ups, so that a picture of the product can be laid beside them; their addresses stay on this machine. */
export const HOSTS = {
  web: { name: '门户 Web 01', importance: 'core', address: '127.20.4.11', location: '机房A A-07 U18' },
  database: { name: '统一认证 DB 02', importance: 'key', address: '127.20.6.22', location: '机房A A-04 U20' },
  mail: { name: '公文交换 邮件 01', importance: 'key', address: '127.20.5.31', location: '机房B B-02 U10' },
  backup: { name: '备份服务器 03', importance: 'general', address: '127.20.9.43', location: '机房B B-06 U30' },
} as const;
export type HostName = keyof typeof HOSTS;

/** Adds hosts that the real poller asks too seldom to disturb a spec: every 299 s, and three failures make an alarm. */
export async function addHosts<Name extends HostName>(operator: Direct, names: readonly Name[]): Promise<Readonly<Record<Name, Resource>>> {
  const added = names.map(async (name) => {
    const input = { ...HOSTS[name], resourceClass: 'RC3', domain: '省政务云', intervalS: 299, checks: [{ protocol: 'tcp', port: PORT }] };
    return [name, await operator.call<Resource>('POST', '/resources', input)] as const;
  });
  return Object.fromEntries(await Promise.all(added)) as Record<Name, Resource>;
}

/** The machine the station runs on, monitored from the first start. */
export async function localHost(operator: Direct): Promise<Resource> {
  const { items } = await operator.call<ResourceList>('GET', '/resources');
  const local = items.find((resource) => resource.isLocal);
  if (!local) throw new Error('the station does not monitor its own machine');
  return local;
}

/** Observations sent through the real link and pipeline, beside the real poller. */
export interface Faults {
  /** A file system of the local host filled to so many per cent: from 95 紧急, 90 重要, 85 次要, 80 提示; 10 ends it. */
  fill(percent: number, fileSystem?: string): Promise<void>;
  /** The service of a host refuses three times in a row: 紧急 for 核心, 重要 for 关键, 次要 for 一般. */
  fail(host: Resource): Promise<void>;
  /** It answers again, once, which is enough. */
  recover(host: Resource): Promise<void>;
  /** Forty minutes of traffic at a port of the local host, up to now: ten without an answer in the middle, and the last five doubted. */
  traffic(component: string): Promise<void>;
  stop(): Promise<void>;
}

export async function openFaults(station: Pick<Station, 'dataFolder'>, local: Resource): Promise<Faults> {
  const poller = await connectPoller(station.dataFolder, 'trial');
  const answer = (host: Resource, reachable: boolean, at: number): Observation => ({
    kind: 'reachability',
    resourceId: host.id,
    at,
    protocol: 'tcp',
    component: String(PORT),
    reachable,
    fault: reachable ? null : { kind: 'refused', retryable: true, detail: 'trial' },
  });
  return {
    fill: (value, component = '/data') =>
      poller.send([
        { kind: 'sample', protocol: 'host', resourceId: local.id, at: Date.now(), metric: 'filesystem.utilisation', component, value },
      ]),
    traffic: (component) => {
      const now = Date.now();
      const samples = Array.from({ length: 241 }, (_, i): Observation => {
        const agoMs = (240 - i) * 10_000;
        const common = {
          kind: 'sample',
          protocol: 'snmp',
          resourceId: local.id,
          metric: 'interface.in',
          component,
          at: now - agoMs,
        } as const;
        if (agoMs > 900_000 && agoMs < 1_500_000) return { ...common, value: null, quality: 'timeout' };
        const value = 4e8 + 3e8 * Math.sin(i / 20);
        return agoMs < 300_000 ? { ...common, value, quality: 'wrapped' } : { ...common, value };
      });
      return poller.send(samples);
    },
    fail: (host) => poller.send([3, 2, 1].map((looksAgo) => answer(host, false, Date.now() - looksAgo))),
    recover: (host) => poller.send([answer(host, true, Date.now())]),
    stop: () => poller.stop(),
  };
}
