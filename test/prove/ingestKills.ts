import { loadavg } from 'node:os';
import { createFigures, quantile } from '../support/figures.ts';
import { killDuringIngest, VICTIMS } from '../support/ingestKills.ts';

/**
 * kill -9 of the receiver, of the backend and of the whole station in turn, while 2,000 records a second come in: informs, lines of TCP in
 * streams that the station ends when it has them, and datagrams, of which nobody is told anything. `prove -- ingestKills [kills] [records a second]`,
 * 60 and 2,000 by default. Then every database is checked and the log store read from end to end.
 */
const [, , kills = '60', perSecond = '2000'] = process.argv;
const READY_MS = 5000;
const figures = createFigures('ingestKills');
const killed = await killDuringIngest({
  rounds: Math.ceil(Number(kills) / VICTIMS.length),
  perSecond: Number(perSecond),
  betweenMs: [1000, 4000],
  built: true,
});
for (const victim of VICTIMS) {
  const values = killed.readyMs[victim];
  figures.told(`${victim} killed`, values.length, 'times');
  figures.atMost(`${victim} killed: serving and acknowledging again, worst`, Math.max(...values), 'ms', READY_MS);
  figures.told(`${victim} killed: serving and acknowledging again, median`, quantile(values, 0.5), 'ms');
}
const { informs, lines, datagrams } = killed.sent;
figures.told('records sent a second', (informs + lines + datagrams) / killed.forS, '/s');
figures.told('records acknowledged', killed.acknowledged, '');
figures.exactly('acknowledged and lost', killed.lost.length, '', 0);
figures.exactly('never acknowledged', killed.left, '', 0);
figures.told('informs kept twice, as they were sent twice', killed.twice.inform, '');
figures.told('lines kept twice, as they were sent twice', killed.twice.line, '');
figures.exactly('datagrams kept twice', killed.twice.datagram, '', 0);
figures.told('datagrams sent', datagrams, '');
figures.told('datagrams lost while nobody was there to take them', killed.datagramsLost, '');
figures.told('databases', killed.databases.count, '');
figures.exactly('databases damaged', killed.databases.damaged.length, '', 0);
figures.exactly('parts of the log store that cannot be read', killed.unreadable, '', 0);
for (const one of killed.databases.damaged) console.error(one);
figures.told('load of the machine', loadavg()[0] ?? 0, '');
figures.end();
