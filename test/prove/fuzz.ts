import { createFigures } from '../support/figures.ts';
import { fuzzServices } from '../support/serviceFuzz.ts';
import { fuzzReplies } from '../support/snmpFuzz.ts';

/** A million mutated SNMP replies against our own client, and as many answers of services: no exception, none over 50 ms, memory flat. */
const REPLIES = 1_000_000;
const SLOWEST_MS = 50;
const HEAP_GROWTH = 8 * 1024 * 1024;
const figures = createFigures('fuzz');
const seed = Number(process.argv[2] ?? Date.now() % 1_000_000_007);
const result = await fuzzReplies(REPLIES, seed);
for (const bug of result.bugs.slice(0, 5)) console.error(bug);
figures.told('seed', seed, '');
figures.told('mutated replies', result.replies, '');
figures.told('questions answered', result.answered, '');
figures.told('questions that ended in a fault of the device', result.faults, '');
figures.exactly('exceptions', result.bugs.length, '', 0);
figures.atMost('slowest reply', result.slowestMs, 'ms', SLOWEST_MS);
figures.atMost('growth of the heap after the first tenth', result.heapAfter - result.heapBefore, 'B', HEAP_GROWTH);

const services = fuzzServices(REPLIES, seed);
for (const bug of services.bugs.slice(0, 5)) console.error(bug);
figures.told('mutated answers of services', services.answers, '');
for (const [name, taken] of Object.entries(services.taken)) figures.told(`of them believed: ${name}`, taken, '');
figures.exactly('exceptions over services', services.bugs.length, '', 0);
figures.atMost('slowest answer of a service', services.slowestMs, 'ms', SLOWEST_MS);
figures.end();
