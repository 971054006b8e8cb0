import { loadavg } from 'node:os';
import { createFigures, quantile } from '../support/figures.ts';
import { cutDuringIngest } from '../support/powerCuts.ts';

/**
 * Power cuts while 2,000 records a second come in and resources are written: the disk as it was at an instant, without what the kernel
 * only had in memory, one cut after the other on the same data. `prove -- powerCuts [cuts] [records a second]`, 60 and 2,000 by default;
 * needs root and mkfs.xfs (apt install xfsprogs). After each cut every database of a copy of the disk is checked before the station
 * starts on it.
 */
const [, , cuts = '60', perSecond = '2000'] = process.argv;
const READY_MS = 5000;
const figures = createFigures('powerCuts');
const result = await cutDuringIngest({ cuts: Number(cuts), perSecond: Number(perSecond), betweenMs: [500, 3000], built: true });
const { informs, lines, datagrams } = result.sent;
figures.exactly('power cuts', result.readyMs.length, '', Number(cuts));
figures.atMost('serving and acknowledging again, worst', Math.max(...result.readyMs), 'ms', READY_MS);
figures.told('serving and acknowledging again, median', quantile(result.readyMs, 0.5), 'ms');
figures.told('records sent', informs + lines + datagrams, '');
figures.told('records acknowledged', result.acknowledged, '');
figures.exactly('acknowledged and lost', result.lost.length, '', 0);
figures.exactly('never acknowledged', result.left, '', 0);
figures.told('informs kept twice, as they were sent twice', result.twice.inform, '');
figures.told('lines kept twice, as they were sent twice', result.twice.line, '');
figures.exactly('datagrams kept twice', result.twice.datagram, '', 0);
figures.told('writes answered', result.written, '');
figures.exactly('writes answered and lost', result.writesLost.length, '', 0);
figures.told('databases checked', result.databasesChecked, '');
figures.exactly('databases damaged', result.damaged.length, '', 0);
figures.exactly('parts of the log store that cannot be read', result.unreadable, '', 0);
for (const one of result.damaged) console.error(one);
figures.told('load of the machine', loadavg()[0] ?? 0, '');
figures.end();
