import { mayTry, NO_TRIAL, type Trial } from '../../../../shared/domain/discovery/plan.ts';

/** How a set did on one device. `silent` is settled when the device has been tried with all: another set may open it. */
export type Ending = 'opened' | 'refused' | 'silent';

/** The sets of a run, each tried on few devices first. */
export interface Trials {
  /** Waits until it is clear whether the set may be tried on one more device; counts it as being tried when it may. */
  enter(set: string): Promise<boolean>;
  leave(set: string, ending: Ending): void;
  /** Devices by set, without those being tried. */
  state(): Readonly<Record<string, Trial>>;
}

/** Begins with what an earlier part of the run knew. */
export function createTrials(known: Readonly<Record<string, Trial>>): Trials {
  const trials = new Map(Object.entries(known).map(([set, trial]) => [set, { ...trial, pending: 0 }]));
  const of = (set: string): Trial => trials.get(set) ?? NO_TRIAL;
  let waiting: (() => void)[] = [];
  const change = (set: string, next: Trial): void => {
    trials.set(set, next);
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  return {
    enter: async (set) => {
      for (;;) {
        const answer = mayTry(of(set));
        if (answer === 'no') return false;
        if (answer === 'yes') {
          trials.set(set, { ...of(set), pending: of(set).pending + 1 });
          return true;
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    leave: (set, ending) => change(set, { ...of(set), pending: Math.max(0, of(set).pending - 1), [ending]: of(set)[ending] + 1 }),
    state: () => Object.fromEntries([...trials].map(([set, trial]) => [set, { ...trial, pending: 0 }])),
  };
}
