import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FAULTS, type FaultKind, planFaults, type RigFault } from './faults.ts';
import { COMMUNITY, fleetOf, USER, urlOf } from './fleet.ts';
import { startRig } from './rig.ts';
import type { Destination } from './voice.ts';

/** A fleet of simulated devices as a program of its own; see the README of this folder. Says every ten seconds what it did, one JSON line. */
const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '5000' },
    hosts: { type: 'string', default: '1000' },
    services: { type: 'string', default: '1000' },
    v3: { type: 'string', default: '10' },
    port: { type: 'string', default: '17161' },
    'http-port': { type: 'string', default: '17180' },
    traps: { type: 'string' },
    'traps-rate': { type: 'string', default: '10' },
    syslog: { type: 'string' },
    'syslog-rate': { type: 'string', default: '100' },
    faults: { type: 'string', default: '0' },
    kinds: { type: 'string' },
    length: { type: 'string', default: '600' },
    minutes: { type: 'string', default: '1440' },
    schedule: { type: 'string' },
    truth: { type: 'string' },
    list: { type: 'boolean', default: false },
    wait: { type: 'boolean', default: false },
  },
});
const SAY_MS = 10_000;
const QUIET_MS = 900_000;
const KINDS: readonly FaultKind[] = [...new Set(Object.values(FAULTS).flat())];

function destinationOf(text: string | undefined): Destination | null {
  if (text === undefined) return null;
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at), port: Number(text.slice(at + 1)) };
}

const fleet = fleetOf({
  devices: Number(values.devices),
  hosts: Number(values.hosts),
  services: Number(values.services),
  v3Percent: Number(values.v3),
});
const httpPort = Number(values['http-port']);
if (values.list) {
  for (const { name, address, kind, version } of fleet.devices)
    console.log(JSON.stringify({ name, address, port: Number(values.port), kind, version }));
  for (const service of fleet.services)
    console.log(JSON.stringify({ name: service.name, url: urlOf(service, httpPort), kind: service.kind }));
  process.exit(0);
}

const lengthMs = Number(values.length) * 1000;
const faults: readonly RigFault[] = values.schedule
  ? readFileSync(values.schedule, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as RigFault)
  : planFaults(fleet, {
      seed: 'rig',
      kinds: KINDS.filter((kind) => (values.kinds ?? KINDS.join()).split(',').includes(kind)),
      perMinute: Number(values.faults),
      forMs: Number(values.minutes) * 60_000,
      lengthMs: [lengthMs / 2, lengthMs],
      quietMs: QUIET_MS,
    });
const rig = await startRig({
  fleet,
  snmpPort: Number(values.port),
  httpPort,
  traps: destinationOf(values.traps),
  syslog: destinationOf(values.syslog),
  trapsPerSecond: Number(values['traps-rate']),
  linesPerSecond: Number(values['syslog-rate']),
  faults,
  truthFile: values.truth ?? null,
});
if (values.wait) process.once('SIGUSR2', rig.begin);
else rig.begin();
const { settings, secrets } = USER;
console.log(
  JSON.stringify({
    ...{ devices: fleet.devices.length, services: fleet.services.length, faults: faults.length },
    ...{ community: COMMUNITY, user: settings.userName, ...secrets },
  }),
);
const saying = setInterval(() => {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ at: Date.now(), ...rig.counts(), cpuS: Math.round((user + system) / 1e6), rss: process.memoryUsage.rss() }));
}, SAY_MS);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    clearInterval(saying);
    void rig.stop().then(() => process.exit(0));
  });
