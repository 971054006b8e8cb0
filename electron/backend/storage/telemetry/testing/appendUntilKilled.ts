import { writeSync } from 'node:fs';
import { systemClock } from '../../../lib/clock.ts';
import { createLog } from '../../../lib/log.ts';
import { openTelemetry } from '../client.ts';
import { sampleAt } from './sequence.ts';

/** A process to be killed: `<folder> <first>` appends sample `first`, `first + 1` … and prints the number of each once it is durable. */
const [folder = '', first = '0'] = process.argv.slice(2);
const store = await openTelemetry({
  folder,
  clock: systemClock,
  log: createLog('test', 'silent'),
  // Small, so that the kill also falls into transfers, rotations and the removal of logs.
  limits: { headSamples: 300 },
});
let next = Number(first);

async function appendForever(): Promise<never> {
  for (;;) {
    const numbers = [next++, next++, next++];
    await store.append(numbers.map(sampleAt));
    writeSync(1, numbers.map((number) => `${number}\n`).join(''));
  }
}
await Promise.all(Array.from({ length: 10 }, appendForever));
