import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Behaviour, startStandIn } from './standIn.ts';

// What the shell starts in the station's place: behaves as STAND_IN says and notes its starts and stops in the data folder.
const folder = process.env.NOC_DATA ?? '';
const note = (what: string) => appendFileSync(join(folder, 'stand-in.log'), `${what} ${process.pid}\n`);

note('start');
if (process.env.STAND_IN_FAIL) {
  process.stderr.write('磁盘已满,守望站无法启动。\nThe disk is full; the station cannot start.\n');
  process.exit(1);
}
const behaviour = JSON.parse(process.env.STAND_IN ?? '{}') as Partial<Behaviour>;
const standIn = await startStandIn(folder, { port: Number(process.env.NOC_PORT ?? 0), ...behaviour });
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    note(`stop:${signal}`);
    void standIn.stop().then(() => process.exit(0));
  });
