import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snmpCollector } from '../../electron/backend/collectors/snmp/collector.ts';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { createPoll, type Poll } from '../../electron/backend/poller/poll.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';
import { lacking, silentLog } from './peers.ts';
import { type Agent, COMMUNITY, community, startAgent } from './snmpd.ts';

const PATIENT = { timeout: 60_000, interval: 300 };

describe.skipIf(lacking('quality of samples', { programs: ['snmpd'] }) !== null)(
  'a device that falls silent, polled into a station',
  () => {
    let station: TestStation;
    let link: TestPoller;
    let leader: Browser;
    let agent: Agent;
    let poll: Poll;
    let id: string;
    let startedAt: number;
    beforeAll(async () => {
      [station, agent] = await Promise.all([startTestStation({ isSetUp: true }), startAgent()]);
      leader = await station.signIn('wanglei');
      const security = await station.signIn('secadmin');
      const set = { name: 'v2c', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: COMMUNITY } };
      const credential = (await security.request('POST', '/api/v1/credentials', set)).body.id;
      const checks = [{ protocol: 'snmp', port: agent.port, credential }];
      const body = { name: 'sw', resourceClass: 'RC1', importance: 'core', address: '127.0.0.1', checks };
      id = (await leader.request('POST', '/api/v1/resources', body)).body.id;
      link = await connectPoller(station.data);
      startedAt = Date.now();
      poll = createPoll({
        collectors: { snmp: snmpCollector },
        clock: systemClock,
        log: silentLog,
        emit: (observations) => void link.send(observations),
        credentials: { get: () => community() },
        dataFolder: '/nonexistent',
      });
      const config = { protocol: 'snmp', port: agent.port, credential };
      poll.assign([{ id: 'a', resourceId: id, protocol: 'snmp', address: '127.0.0.1', intervalMs: 5000, config }]);
    }, 120_000);
    afterAll(async () => {
      await poll.stop();
      await link.stop();
      await agent.stop();
      await station.stop();
    });

    const qualities = async (metric: string, component: string): Promise<readonly string[]> => {
      const query = `metric=${metric}&component=${component}&from=${startedAt}&to=${Date.now()}&points=2000`;
      const { body } = await leader.request('GET', `/api/v1/resources/${id}/series?${query}`);
      return body.quality.map(({ quality }: { quality: string }) => quality);
    };

    it('R-8.2.2-0-4 has in each of its curves the reason for the gap, without a sample for each of them', async () => {
      const newest = async (metric: string, component: string) => {
        const { items } = (await leader.request('GET', `/api/v1/resources/${id}/metrics`)).body;
        return items.find((one: { metric: string; component: string }) => one.metric === metric && one.component === component);
      };
      await expect.poll(async () => (await newest('interface.in', 'lo'))?.value ?? null, PATIENT).not.toBeNull();
      expect(await qualities('interface.in', 'lo')).toContain('first');
      expect(await qualities('memory.total', '')).not.toContain('first');
      agent.signal('SIGSTOP');
      await expect.poll(async () => (await newest('snmp.rtt', ''))?.quality ?? null, PATIENT).toBe('timeout');
      expect((await qualities('interface.in', 'lo')).at(-1)).toBe('timeout');
      expect(await qualities('memory.total', '')).toContain('timeout');
      expect((await newest('memory.total', '')).value, 'what was last said of it stays, and ages').not.toBeNull();
      agent.signal('SIGCONT');
      await expect.poll(async () => (await newest('snmp.rtt', ''))?.quality ?? null, PATIENT).toBeNull();
      expect(await qualities('memory.total', ''), 'the gap keeps its reason').toContain('timeout');
    }, 200_000);
  },
);
