import type { Health } from '../../../../shared/contracts/health.ts';
import { FIGURE_CODES, type FigureCode, type FigureValue, figureDefinition } from '../../../../shared/domain/health/figures.ts';

/** Every figure of a reading, by code and part: what the page shows is what is kept and what is scraped. */
export function figuresOf(health: Health): readonly FigureValue[] {
  const { disk, audit, clock, certificate, reception, passingOn } = health;
  const one = (code: FigureCode, value: number | null, part = ''): FigureValue => ({ code, part, value });
  return [
    one('endToEndP95', health.endToEndP95Ms),
    one('requestP95', health.requestP95Ms),
    one('loopDelayP99', health.loopDelayP99Ms),
    one('sockets', health.sockets),
    one('sessions', health.sessions),
    one('diskUsed', disk.total > 0 ? ((disk.total - disk.free) / disk.total) * 100 : null),
    one('diskFree', disk.free),
    one('ballast', disk.ballast),
    one('auditRecords', audit.records),
    one('clockStep', Math.abs(clock.stepMs)),
    ...(certificate === null ? [] : [one('certificateDays', certificate.days)]),
    ...health.slow.flatMap(({ name, count, worstMs }) => [one('slowQueries', count, name), one('slowQueryWorst', worstMs, name)]),
    ...health.processes.flatMap(({ name, state, restarts, cpu, memory }) => [
      one('processUp', state === 'running' ? 1 : 0, name),
      one('processRestarts', restarts, name),
      one('processCpu', cpu, name),
      one('processMemory', memory, name),
    ]),
    ...health.queues.flatMap(({ from, to, depth, perSecond, dropped, oldestAt }) => {
      const part = `${from ?? 'backend'}>${to}`;
      return [
        one('queueDepth', depth, part),
        one('queueRate', perSecond, part),
        one('queueDropped', dropped, part),
        one('queueOldest', oldestAt === null ? 0 : Math.max(0, (health.at - oldestAt) / 1000), part),
      ];
    }),
    ...health.collectors.flatMap(({ protocol, targets, cycleP95Ms, latenessP99, lateCycles, unanswered }) => [
      one('collectorTargets', targets, protocol),
      one('collectorCycleP95', cycleP95Ms, protocol),
      one('collectorLateness', latenessP99, protocol),
      one('collectorLate', lateCycles, protocol),
      one('collectorUnanswered', unanswered, protocol),
    ]),
    ...health.stores.flatMap(({ name, bytes, writeP95Ms }) => [one('storeBytes', bytes, name), one('storeWriteP95', writeP95Ms, name)]),
    ...(reception?.dropped ?? []).map(({ door, count }) => one('doorDropped', count, door)),
    one('receptionShed', reception?.shed ?? null),
    ...(passingOn === null ? [] : [one('passedOnLost', passingOn.lost)]),
  ];
}

const escaped = (value: string): string => value.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`));

/** The figures for a Prometheus scraper, text format 0.0.4; what is not known is left out. `alarms`: active ones by severity. */
export function toPrometheus(health: Health, alarms: Readonly<Record<'critical' | 'major' | 'minor' | 'warning', number>>): string {
  const lines = [
    '# HELP shouwang_alarms_active Active alarms by severity',
    '# TYPE shouwang_alarms_active gauge',
    ...Object.entries(alarms).map(([severity, count]) => `shouwang_alarms_active{severity="${severity}"} ${count}`),
  ];
  const values = figuresOf(health);
  for (const code of FIGURE_CODES) {
    const { scraped, help, labels, isCounter } = figureDefinition(code);
    lines.push(`# HELP shouwang_${scraped} ${help}`, `# TYPE shouwang_${scraped} ${isCounter ? 'counter' : 'gauge'}`);
    for (const { part, value } of values.filter((one) => one.code === code)) {
      if (value === null) continue;
      const parts = labels.length > 1 ? part.split('>') : [part];
      const named = labels.map((label, index) => `${label}="${escaped(parts[index] ?? '')}"`).join();
      lines.push(`shouwang_${scraped}${named && `{${named}}`} ${value}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
