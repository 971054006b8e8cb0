import type { NewSheet, Question, Workbook, WorkbookFault, WorkerFault } from './workbook.ts';

/** Longer than any workbook within the limits takes; what takes longer was made to. */
const DEADLINE_MS = 60_000;

function ask<Answer>(question: Question): Promise<Answer | WorkerFault> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Answer | WorkerFault>((resolve) => {
    const timer = setTimeout(() => resolve('slow'), DEADLINE_MS);
    const end = (answer: Answer | WorkerFault) => {
      clearTimeout(timer);
      resolve(answer);
    };
    worker.onmessage = ({ data }: MessageEvent<Answer>) => end(data);
    worker.onmessageerror = () => end('unsent');
    worker.onerror = () => end('noReader');
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

/** Reads a workbook beside the page: whatever the file does, the page goes on and ends it at a deadline. */
export function readWorkbook(bytes: Uint8Array): Promise<Workbook | WorkbookFault | WorkerFault> {
  return ask({ kind: 'read', bytes });
}

/** Makes a workbook beside the page. */
export function writeWorkbook(sheets: readonly NewSheet[], at: Date): Promise<Uint8Array | WorkerFault> {
  return ask({ kind: 'write', sheets, at });
}
