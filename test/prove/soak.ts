import { loadavg } from 'node:os';
import { createFigures } from '../support/figures.ts';
import { soak } from '../support/soak.ts';

/**
 * A station at ten times the usual rate: devices asked ten times as often, ten times the lines, notifications and faults, and pages asked
 * for all the while. `prove -- soak [minutes] [devices] [hosts] [services]`, 30 minutes by default, measured after two thirds as long of
 * warm-up: until then caches fill, and the compiler of V8, which is read into memory once, has come to what is not done often. A simulated hour is an hour of the usual rate, six minutes here. Memory is read after a garbage collection in every thread; slopes are
 * those of Theil and Sen.
 */
const [, , minutes = '30', devices = '60', hosts = '12', services = '12'] = process.argv;
const SPEED = 10;
const WARM_UP = 2 / 3;
const MEGABYTE = 1e6;
const MOST_SLOPE_MB = 1;
/** A descriptor that is opened and not closed once an hour. */
const MOST_DESCRIPTORS = 0.5;
const figures = createFigures('soak');
const allMs = Number(minutes) * 60_000;

const { trends, restarts, lines, simulatedHours } = await soak({
  size: { devices: Number(devices), hosts: Number(hosts), services: Number(services), v3Percent: 10 },
  speed: SPEED,
  warmUpMs: allMs * WARM_UP,
  forMs: allMs,
  sampleMs: 10_000,
  // What is meant to be held fills and empties many times in the run: growth that does not end is seen beside it.
  environment: { NOC_MEMORY_MB: '16' },
  built: true,
});
figures.told('simulated hours after the warm-up', simulatedHours, 'h');
figures.atLeast('lines and notifications stored meanwhile', lines, '', 1000);
figures.exactly('processes that had to be started again', restarts, '', 0);
for (const { program, thread, what, slope, first, last, samples } of trends) {
  const of = thread === null ? program : thread === 0 ? `${program}, main thread` : `${program}, thread ${thread}`;
  if (what === 'descriptors') {
    figures.atMost(`descriptors of ${of}`, Math.abs(slope), 'a simulated hour', MOST_DESCRIPTORS);
    figures.told(`descriptors of ${of} at the end`, last, '');
    continue;
  }
  if (what === 'buffers') figures.told(`${what} of ${of}`, slope / MEGABYTE, 'MB a simulated hour');
  else figures.atMost(`${what} of ${of}`, slope / MEGABYTE, 'MB a simulated hour', MOST_SLOPE_MB);
  figures.told(`${what} of ${of}, first`, first / MEGABYTE, 'MB');
  figures.told(`${what} of ${of}, last of ${samples}`, last / MEGABYTE, 'MB');
}
figures.told('load of the machine', loadavg()[0] ?? 0, '');
figures.end();
