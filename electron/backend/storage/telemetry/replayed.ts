import { replay } from '../../../../shared/domain/policy/replay.ts';
import type { Columns } from './columns.ts';
import type { ReplayMessage } from './protocol.ts';
import type { Replayed } from './store.ts';

/** Ascending samples of one series judged by the draft and by what is in force, where either watches it. */
export function replayed(samples: Columns, { metric, draft, present, state }: ReplayMessage): Replayed {
  return {
    state: {
      draft: draft === null ? state.draft : replay(state.draft, metric, samples, draft),
      present: present === null ? state.present : replay(state.present, metric, samples, present),
    },
    samples: samples.at.length,
    gaps: samples.value.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0),
  };
}
