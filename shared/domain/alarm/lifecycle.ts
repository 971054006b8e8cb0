import type { AlarmAction, Refusal, Step, Transition } from './action.ts';
import {
  acknowledge,
  clear,
  comeBack,
  comment,
  noteAbsence,
  refresh,
  repeat,
  settle,
  suppress,
  unacknowledge,
  unsuppress,
} from './lifecycleSteps.ts';
import type { Alarm } from './record.ts';

export const STANDINGS = ['activeUnacknowledged', 'activeAcknowledged', 'clearedUnacknowledged', 'closed'] as const;

/** The two independent facts as one word: 活动·未确认, 活动·已确认, 已清除·未确认, 历史. */
export type Standing = (typeof STANDINGS)[number];

/** Where an alarm stands. Cleared and acknowledged is history, and so is a consequence that is cleared: its cause is what people see to. All else is open and on the list. */
export function standing(alarm: Pick<Alarm, 'cleared' | 'acknowledged' | 'cause'>): Standing {
  if (alarm.cleared) return alarm.acknowledged || alarm.cause ? 'closed' : 'clearedUnacknowledged';
  return alarm.acknowledged ? 'activeAcknowledged' : 'activeUnacknowledged';
}

/** True while the alarm belongs on the list: active, or cleared and seen by nobody. */
export function isOpen(alarm: Pick<Alarm, 'cleared' | 'acknowledged' | 'cause'>): boolean {
  return standing(alarm) !== 'closed';
}

const refuse = (code: Refusal) => (): Transition => ({ accepted: false, code });

/** domain-model 4.2 as a table: one outcome for every standing and action. */
const TABLE: { readonly [S in Standing]: { readonly [K in AlarmAction['kind']]: Step<K> } } = {
  activeUnacknowledged: {
    report: repeat,
    persist: refresh,
    clear,
    acknowledge,
    unacknowledge: refuse('notAcknowledged'),
    comment,
    settle,
    suppress,
    unsuppress,
  },
  activeAcknowledged: {
    report: repeat,
    persist: refresh,
    clear,
    acknowledge: refuse('alreadyAcknowledged'),
    unacknowledge,
    comment,
    settle,
    suppress,
    unsuppress,
  },
  clearedUnacknowledged: {
    report: comeBack,
    persist: comeBack,
    clear: noteAbsence,
    acknowledge,
    unacknowledge: refuse('notAcknowledged'),
    comment,
    settle: refuse('notFlapping'),
    suppress: refuse('alreadyCleared'),
    unsuppress: refuse('alreadyCleared'),
  },
  closed: {
    report: refuse('closed'),
    persist: refuse('closed'),
    clear: refuse('closed'),
    acknowledge: refuse('closed'),
    unacknowledge: refuse('closed'),
    comment,
    settle: refuse('closed'),
    suppress: refuse('closed'),
    unsuppress: refuse('closed'),
  },
};

/** The next alarm with the lines for its history, or why the action is refused. Every change of the record grows `version` by one. */
export function transition(alarm: Alarm, action: AlarmAction): Transition {
  const step = TABLE[standing(alarm)][action.kind] as (alarm: Alarm, action: AlarmAction) => Transition;
  return step(alarm, action);
}
