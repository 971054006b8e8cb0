import { afterEach, expect, test, vi } from 'vitest';
import type { Question } from './workbook.ts';

afterEach(() => vi.unstubAllGlobals());

/** What a worker posts that is asked; `post` is how its browser carries an answer. */
async function answersOf(question: Question, post: (answer: unknown) => void): Promise<readonly unknown[]> {
  const posted: unknown[] = [];
  let listen: ((event: { data: Question }) => void) | null = null;
  vi.stubGlobal('addEventListener', (_: string, listener: typeof listen) => {
    listen = listener;
  });
  vi.stubGlobal('postMessage', (answer: unknown) => {
    post(answer);
    posted.push(answer);
  });
  vi.resetModules();
  await import('./worker.ts');
  (listen as ((event: { data: Question }) => void) | null)?.({ data: question });
  await vi.waitFor(() => expect(posted).not.toEqual([]));
  return posted;
}

test('a workbook that is refused is answered with why', async () => {
  expect(await answersOf({ kind: 'read', bytes: Uint8Array.of(1) }, () => undefined)).toEqual(['brokenWorkbook']);
});

test('an answer that cannot be carried over is answered with that', async () => {
  const tooBig = (answer: unknown) => {
    if (answer !== 'unsent') throw new DOMException('out of memory', 'DataCloneError');
  };
  expect(await answersOf({ kind: 'read', bytes: Uint8Array.of(1) }, tooBig)).toEqual(['unsent']);
});
