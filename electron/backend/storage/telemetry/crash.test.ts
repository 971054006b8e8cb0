import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TelemetryStore } from './store.ts';
import { isDoubted, numbersOf, SEQUENCE_COMPONENTS } from './testing/sequence.ts';
import { type Bench, CPU, DAY, MONDAY, makeBench } from './testing/support.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.close());

const ROUNDS = 10;
/** More than the process ever has waiting for an acknowledgement. */
const IN_FLIGHT = 100;
const child = new URL('./testing/appendUntilKilled.ts', import.meta.url).pathname;

/** Lets a process append from `first` on, kills it `afterMs` after its first acknowledgement, and returns what it acknowledged. */
async function appendAndKill(first: number, afterMs: number): Promise<number[]> {
  const running: ChildProcess = spawn(process.execPath, [child, bench.folder, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(running, 'exit');
  const acknowledged: number[] = [];
  const lines = createInterface({ input: running.stdout! });
  lines.on('line', (line) => acknowledged.push(Number(line)));
  const closed = once(lines, 'close');
  await Promise.race([once(lines, 'line'), ended]);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  running.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  await closed;
  return acknowledged;
}

async function storedNumbers(store: TelemetryStore): Promise<Set<number>> {
  const all = await Promise.all(
    SEQUENCE_COMPONENTS.map(async (component) => {
      const { stepMs, at, avg } = await store.query({ ...CPU, component, from: MONDAY, to: MONDAY + 7 * DAY, points: 1_000_000 });
      expect(stepMs).toBe(0);
      const numbers = numbersOf(component, at, avg);
      const page = await store.samples({ ...CPU, component, from: MONDAY, to: MONDAY + 7 * DAY, most: 1_000_000 });
      expect(page.flags.map(({ place }) => place)).toEqual(numbers.flatMap((number, place) => (isDoubted(number) ? [place] : [])));
      return numbers;
    }),
  );
  return new Set(all.flat());
}

test(`R-8.4.3-d2 kill -9 in the middle of appends and transfers, ${ROUNDS} times: nothing acknowledged is lost or changed, nor what is doubted about it`, async () => {
  const acknowledged = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    // Past what was on its way when the last one was killed: that may be stored or not.
    const first = Math.max(-1, ...acknowledged) + 1 + IN_FLIGHT;
    // From just after the first acknowledgement to well into later transfers.
    const newly = await appendAndKill(first, 7 * round * round);
    expect(newly.length).toBeGreaterThan(0);
    for (const number of newly) acknowledged.add(number);
  }
  const store = await bench.open();
  const stored = await storedNumbers(store);
  expect([...acknowledged].filter((number) => !stored.has(number))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(1_000);
}, 120_000);
