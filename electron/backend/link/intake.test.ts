import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { createIntake, type IntakeOptions } from './intake.ts';
import type { Item } from './item.ts';

const item = (seq: number): Item => ({ seq, kind: 'k', payload: seq });
const WAIT = { timeout: 5000, interval: 5 };

function intakeWith(over: Partial<IntakeOptions> = {}) {
  const stored: number[] = [];
  const said: string[] = [];
  const intake = createIntake({
    lastSeq: 10,
    log: pino({ level: 'silent' }),
    store: async (items) => {
      stored.push(...items.map(({ seq }) => seq));
    },
    acknowledge: (seq) => said.push(`acknowledge ${seq}`),
    pause: () => said.push('pause'),
    resume: () => said.push('resume'),
    ...over,
  });
  return { intake, stored, said };
}

describe('intake', () => {
  it('stores each number once, whatever a sender says again', async () => {
    const { intake, stored } = intakeWith();
    for (const seq of [9, 10, 11, 12, 12, 11, 13]) intake.push(item(seq));
    await vi.waitFor(() => expect(intake.lastSeq()).toBe(13), WAIT);
    expect(stored).toEqual([11, 12, 13]);
  });

  it('asks the transport to hold back while it cannot store, and to go on when it can', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { intake, said } = intakeWith({ store: () => gate });
    for (let seq = 11; seq < 11 + 1500; seq += 1) intake.push(item(seq));
    expect(said).toEqual(['pause']);
    expect(intake.waiting()).toBe(1500);
    release();
    await vi.waitFor(() => expect(said.at(-1)).toBe('acknowledge 1510'), WAIT);
    expect(said.filter((word) => word === 'resume')).toHaveLength(1);
    expect(intake.waiting()).toBe(0);
  });

  it('stops after the batch being stored, without acknowledging it on a connection that is gone', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { intake, said } = intakeWith({ store: () => gate });
    intake.push(item(11));
    let isStopped = false;
    const stopping = intake.stop().then(() => {
      isStopped = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isStopped).toBe(false);
    release();
    await stopping;
    expect(said).toEqual([]);
    intake.push(item(12));
    expect(intake.waiting()).toBe(0);
  });

  it('does not wait for a retry when it is told to stop', async () => {
    const { intake } = intakeWith({ store: () => Promise.reject(new Error('full')) });
    intake.push(item(11));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const startedAt = performance.now();
    await intake.stop();
    expect(performance.now() - startedAt).toBeLessThan(200);
    expect(intake.lastSeq()).toBe(10);
  });
});
