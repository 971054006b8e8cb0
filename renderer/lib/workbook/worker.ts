import { readWorkbook } from './read.ts';
import type { Question, WorkerFault } from './workbook.ts';
import { writeWorkbook } from './write.ts';

const answerTo = (question: Question) =>
  question.kind === 'read' ? readWorkbook(question.bytes) : writeWorkbook(question.sheets, question.at);

/** An answer can be too big for the browser to carry; then that is the answer. */
function send(answer: Awaited<ReturnType<typeof answerTo>> | WorkerFault): void {
  try {
    postMessage(answer);
  } catch {
    postMessage('unsent' satisfies WorkerFault);
  }
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void answerTo(data)
    .catch((): WorkerFault => 'noReader')
    .then(send);
});
