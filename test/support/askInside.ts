import { createInterface } from 'node:readline';
import { snmpCollector } from '../../electron/backend/collectors/snmp/collector.ts';
import { startCollector } from '../protocol/peers.ts';

/** Asks SNMP agents from where it was started: a line with their addresses in, a line with what a new collector saw in one cycle out. */
const secrets = { settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: 'lab' } } as const;
for await (const line of createInterface({ input: process.stdin })) {
  const addresses = JSON.parse(line) as readonly string[];
  const collector = startCollector(snmpCollector, new Map([['lab', secrets]]));
  const config = { protocol: 'snmp', port: 161, credential: 'lab' } as const;
  const observations = await collector.collect(addresses.map((address) => ({ address, config, intervalMs: 60_000 })));
  await collector.stop();
  process.stdout.write(`${JSON.stringify(observations)}\n`);
}
