import { startAgent } from '../protocol/snmpd.ts';
import { createFigures } from '../support/figures.ts';
import { type LoadFigures, pollLoad } from '../support/pollLoad.ts';

/** A thousand addresses answered by real agents, then the same with one in ten dead: in time, and the healthy ones do not notice. */
const DEVICES = 1000;
const DEAD = 100;
const [, , seconds = '600', interval = '60'] = process.argv;
const figures = createFigures('poll');
const agents = await Promise.all([startAgent({ everywhere: true }), startAgent({ everywhere: true })]);
const load = { devices: DEVICES, intervalMs: Number(interval) * 1000, forMs: Number(seconds) * 1000, agents };

function tell(what: string, result: LoadFigures): void {
  figures.told(`${what}: cycles`, result.cycles, '');
  figures.told(`${what}: samples`, result.samples, '');
  figures.atMost(`${what}: cycle p95`, result.p95Ms, 'ms', load.intervalMs);
  figures.told(`${what}: cycle median`, result.medianMs, 'ms');
  figures.atMost(`${what}: healthy cycles late`, 100 * (1 - result.onTime), '%', 1);
  figures.exactly(`${what}: failed looks at healthy devices`, result.failed, '', 0);
  figures.told(`${what}: processor a device and cycle`, result.cpuMsPerCycle, 'ms');
  figures.told(`${what}: memory a device`, result.bytesPerDevice, 'B');
}

const healthy = await pollLoad({ ...load, dead: 0 });
tell('all healthy', healthy);
const mixed = await pollLoad({ ...load, dead: DEAD });
tell('one in ten dead', mixed);
figures.atMost('change of the p95 of the healthy by the dead', 100 * (mixed.p95Ms / healthy.p95Ms - 1), '%', 5);
await Promise.all(agents.map((agent) => agent.stop()));
figures.end();
