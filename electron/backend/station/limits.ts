import type { Health } from '../../../shared/contracts/health.ts';
import {
  type FigureCode,
  figureDefinition,
  isInTrouble,
  type LimitState,
  look,
  lookWithin,
  NO_LOOK,
} from '../../../shared/domain/health/figures.ts';
import { type FigureHistory, figuresOf } from '../features/health/index.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import type { SelfAlarms } from './selfAlarms.ts';

interface Parts {
  readonly history: Pick<FigureHistory, 'keep'>;
  readonly self: Pick<SelfAlarms, 'follow'>;
  readonly log: Log;
  read(): Promise<Health>;
  /** Figures that are told of as beyond their limit, after a start too. */
  raised(): readonly string[];
}

const subjectOf = (code: FigureCode, part: string): string => (part === '' ? code : `${code}/${part}`);

/** Keeps the figures of the page 自检 once a minute, and tells of those that stay beyond their limit. */
export function createSelfLimits({ history, self, log, read, raised }: Parts): () => Promise<void> {
  const states = new Map<string, LimitState>();
  return async () => {
    const health = await read();
    const values = figuresOf(health);
    try {
      await history.keep(values, health.at);
    } catch (error) {
      // A disk that is full keeps no history; that it is full is told by an alarm of its own.
      log.warn({ error: toLogFormat(error) }, 'own figures were not kept');
    }
    const there = new Set<string>();
    for (const { code, part, value } of values) {
      const { above, below, unit } = figureDefinition(code);
      if (above === undefined && below === undefined) continue;
      const subject = subjectOf(code, part);
      there.add(subject);
      const state = look(states.get(subject) ?? NO_LOOK, code, value);
      states.set(subject, state);
      const isTrouble = isInTrouble(state);
      if (isTrouble !== null) await self.follow('performanceDegraded', subject, isTrouble, detailOf(value, above ?? below ?? 0, unit));
    }
    for (const subject of new Set([...states.keys(), ...raised()])) {
      if (there.has(subject)) continue;
      const state = lookWithin(states.get(subject) ?? NO_LOOK);
      states.set(subject, state);
      if (isInTrouble(state) !== false) continue;
      await self.follow('performanceDegraded', subject, false);
      states.delete(subject);
    }
  };
}

/** The value and its limit as a text without words: `3,200 / 2000 ms`. */
function detailOf(value: number | null, limit: number, unit: string): string {
  return `${value === null ? '' : Math.round(value * 10) / 10} / ${limit}${unit === '1' ? '' : ` ${unit}`}`;
}
