import { DEFAULT_INTERVAL_S } from '../inventory/resource.ts';
import type { Policy, Subject } from './policy.ts';
import { decidedBy, governing, type Precedence } from './target.ts';

/** A policy that would have had a say, and what put it behind the one that has. */
export interface PassedOver {
  readonly policyId: string;
  readonly policy: string;
  readonly by: Precedence;
}

interface Chosen {
  readonly policyId: string;
  readonly policy: string;
  readonly passed: readonly PassedOver[];
}

export interface Explanation {
  readonly interval: {
    readonly seconds: number;
    /** `resource`: set for it alone; `policy`; `importance`: nothing else says anything. */
    readonly from: 'resource' | 'policy' | 'importance';
    readonly chosen: Chosen | null;
  };
  /** By metric, in the order of the policies. */
  readonly metrics: readonly (Chosen & { readonly metric: string })[];
}

function chosenOf(candidates: readonly Policy[]): Chosen | null {
  const [first, ...later] = candidates;
  if (!first) return null;
  const passed = later.map((policy) => ({ policyId: policy.id, policy: policy.name, by: decidedBy(first, policy) }));
  return { policyId: first.id, policy: first.name, passed };
}

/** Which policy has the say about a resource, and why it and no other. */
export function explain(policies: readonly Policy[], subject: Subject): Explanation {
  const own = governing(policies, subject);
  const timed = own.filter(({ intervalS }) => intervalS !== null);
  const metrics = new Set(own.flatMap((policy) => policy.metrics.map(({ metric }) => metric)));
  return {
    interval: {
      seconds: subject.intervalS ?? timed[0]?.intervalS ?? DEFAULT_INTERVAL_S[subject.importance],
      from: subject.intervalS !== null ? 'resource' : timed.length > 0 ? 'policy' : 'importance',
      chosen: chosenOf(timed),
    },
    metrics: [...metrics].flatMap((metric) => {
      const chosen = chosenOf(own.filter((policy) => policy.metrics.some((rule) => rule.metric === metric)));
      return chosen ? [{ metric, ...chosen }] : [];
    }),
  };
}
