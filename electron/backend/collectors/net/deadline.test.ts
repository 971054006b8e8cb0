import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { withDeadline } from './deadline.ts';

const aborted = (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => (signal.aborted ? resolve('aborted') : signal.addEventListener('abort', () => resolve('aborted'))));

describe('deadline', () => {
  it('ends work that takes too long', async () => {
    expect(await withDeadline(new AbortController().signal, 20, aborted)).toBe('aborted');
  });

  it('ends with the outer signal, also with one that had ended before', async () => {
    const outer = new AbortController();
    const ended = withDeadline(outer.signal, 60_000, aborted);
    outer.abort();
    expect(await ended).toBe('aborted');
    expect(await withDeadline(outer.signal, 60_000, aborted)).toBe('aborted');
  });

  it('leaves nothing behind, whether the work succeeds or fails', async () => {
    const outer = new AbortController();
    expect(await withDeadline(outer.signal, 60_000, async () => 7)).toBe(7);
    await expect(withDeadline(outer.signal, 60_000, () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
    expect(getEventListeners(outer.signal, 'abort')).toEqual([]);
  });
});
