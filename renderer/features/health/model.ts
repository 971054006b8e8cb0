import type { Health } from '../../../shared/contracts/health.ts';
import { type Severity, severityRank } from '../../../shared/domain/alarm/severity.ts';
import type { Instant } from '../../../shared/domain/id.ts';

export type ProcessHealth = Health['processes'][number];
export type QueueHealth = Health['queues'][number];
/** The two ends of a queue, which say what it is. */
export type QueueName = Pick<QueueHealth, 'from' | 'to'>;
export type CollectorHealth = Health['collectors'][number];
export type StoreHealth = Health['stores'][number];
export type SelfEvent = Health['events'][number];

/** From the source to the screen, and from a click to its answer (R-8.4.3: simple operations): 2 s each. */
export const LIMIT_MS = 2000;
/** A restart stays worth a mark this long. */
const RESTART_SHOWN_MS = 60 * 60_000;

/** Something that waits for a person. `subject` names the part; the sentence is chosen by `kind`. */
export interface Attention {
  readonly kind:
    | 'diskFull'
    | 'diskLow'
    | 'telemetryStopped'
    | 'processDown'
    | 'processRestarted'
    | 'toolMissing'
    | 'auditBroken'
    | 'notDurable'
    | 'slowPath'
    | 'slowAnswers'
    | 'dropped';
  readonly severity: Severity;
  readonly subject: string | QueueName;
}

/** Everything on the page that is not as it should be, most severe first. */
export function attentionOf(health: Health, now: Instant): readonly Attention[] {
  const found: Attention[] = [];
  const say = (kind: Attention['kind'], severity: Severity, subject: Attention['subject'] = '') => found.push({ kind, severity, subject });
  if (health.audit.ok === false) say('auditBroken', 'critical');
  if (health.disk.state === 'full') say('diskFull', 'critical');
  if (health.disk.state === 'low') say('diskLow', 'major');
  if (health.disk.telemetryStopped) say('telemetryStopped', 'major');
  for (const store of health.stores) if (isUnsafe(store)) say('notDurable', 'major', store.name);
  for (const one of health.processes) {
    const mark = processMark(one, now);
    if (mark) say(one.state === 'running' ? 'processRestarted' : 'processDown', mark, one.name);
  }
  for (const { protocol, problem } of health.collectors) if (problem !== null) say('toolMissing', 'major', protocol);
  if (health.endToEndP95Ms !== null && health.endToEndP95Ms > LIMIT_MS) say('slowPath', 'minor');
  if (health.requestP95Ms !== null && health.requestP95Ms > LIMIT_MS) say('slowAnswers', 'minor');
  for (const { from, to, dropped } of health.queues) if (dropped > 0) say('dropped', 'minor', { from, to });
  return found.sort((a, b) => severityRank(a.severity) - severityRank(b.severity));
}

/** The mark of a process: not running is serious, a recent restart is worth a look, everything else is quiet. */
export function processMark({ state, restarts, startedAt }: ProcessHealth, now: Instant): Severity | null {
  if (state !== 'running') return 'major';
  return restarts > 0 && startedAt !== null && now - startedAt < RESTART_SHOWN_MS ? 'minor' : null;
}

/** True when the store of alarms and audit would not survive a power cut. Telemetry may be written less strictly. */
export function isUnsafe({ name, synchronous }: StoreHealth): boolean {
  return name === 'core' && synchronous !== 'FULL';
}

/** Used part of the disk in per cent, null where its size is not known. */
export function diskUsed({ total, free }: Health['disk']): number | null {
  return total > 0 ? ((total - free) / total) * 100 : null;
}

/** What waits to be written to the store of alarms and audit. */
export function writeQueue(health: Health): { readonly depth: number; readonly dropped: number } {
  const queue = health.queues.find(({ from, to }) => from === null && to === 'core');
  return { depth: queue?.depth ?? 0, dropped: health.queues.reduce((sum, { dropped }) => sum + dropped, 0) };
}

/** The diagnosis file: the page as data with the moment it was taken. Health carries no password, key or token. */
export function diagnosis(health: Health, exportedAt: Instant): string {
  return `${JSON.stringify({ kind: 'shouwang-diagnosis', exportedAt: new Date(exportedAt).toISOString(), health }, null, 2)}\n`;
}
