import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readWorkbook, writeWorkbook } from './client.ts';
import type { Question } from './workbook.ts';

/** Stands for the worker of a browser, which Node has not; it answers as the test says. */
class StandIn {
  static readonly made: StandIn[] = [];
  static answer: (worker: StandIn, question: Question) => void = () => undefined;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  onerror: (() => void) | null = null;
  isEnded = false;
  readonly url: URL;
  constructor(url: URL) {
    this.url = url;
    StandIn.made.push(this);
  }
  postMessage(question: Question): void {
    queueMicrotask(() => StandIn.answer(this, question));
  }
  terminate(): void {
    this.isEnded = true;
  }
}

beforeEach(() => {
  vi.stubGlobal('Worker', StandIn);
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  expect(StandIn.made.splice(0).map(({ isEnded }) => isEnded)).toEqual([true]);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('one worker answers one question and is ended', async () => {
  const workbook = { sheets: [], names: ['一'] };
  StandIn.answer = (worker, { kind }) => worker.onmessage?.({ data: kind === 'read' ? workbook : 'slow' });
  expect(await readWorkbook(Uint8Array.of(1))).toBe(workbook);
  expect(StandIn.made[0]?.url.pathname).toMatch(/\/workbook\/worker\.ts$/);
});

test('one that cannot be loaded is no reader', async () => {
  StandIn.answer = (worker) => worker.onerror?.();
  expect(await writeWorkbook([], new Date(0))).toBe('noReader');
});

test('one whose answer cannot be taken over says so at once', async () => {
  StandIn.answer = (worker) => worker.onmessageerror?.();
  expect(await readWorkbook(Uint8Array.of(1))).toBe('unsent');
});

test('one that does not come back is ended at its deadline, not before', async () => {
  StandIn.answer = () => undefined;
  const seen: unknown[] = [];
  const asked = readWorkbook(Uint8Array.of(1)).then((answer) => seen.push(answer));
  await vi.advanceTimersByTimeAsync(59_999);
  expect(seen).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  await asked;
  expect(seen).toEqual(['slow']);
});
