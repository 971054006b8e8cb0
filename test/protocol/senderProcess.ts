// A sender to be killed: `node senderProcess.ts <folder> <socket> <first number>`. Queues ten thousand numbers a second and appends each one to
// the file `accepted` in the folder once it was taken; what stands there must arrive, whatever happens to this process.
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { createSender, createSpool } from '../../electron/backend/link/index.ts';

const [folder = '', socketPath = '', first = '0'] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const spool = createSpool({ folder: join(folder, 'spool'), log, clock: systemClock, segmentBytes: 64 * 1024 });
const sender = createSender({ streamId: 'killed', socketPath, token: () => 'secret', spool, log, clock: systemClock });
const accepted = openSync(join(folder, 'accepted'), 'a');
let next = Number(first);

function more(): void {
  for (let i = 0; i < 50; i += 1) {
    sender.send('numbers', { number: next, padding: 'x'.repeat(next % 500) });
    writeSync(accepted, `${next}\n`);
    next += 1;
  }
  setTimeout(more, 5);
}
more();
