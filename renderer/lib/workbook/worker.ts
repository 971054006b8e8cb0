import { readWorkbook } from './read.ts';
import type { Question, WorkerFault } from './workbook.ts';
import { writeWorkbook } from './write.ts';

const answerTo = (question: Question) =>
  question.kind === 'read' ? readWorkbook(question.bytes) : writeWorkbook(question.sheets, question.at);

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void answerTo(data)
    .catch((): WorkerFault => 'noReader')
    .then((answer) => postMessage(answer));
});
