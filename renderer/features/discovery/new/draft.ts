import type { z } from 'zod';
import type { Discovery, NewDiscovery } from '../../../../shared/contracts/discovery.ts';
import { PACES, type Pace } from '../../../../shared/domain/discovery/plan.ts';
import type { Scope } from '../../../../shared/domain/discovery/ranges.ts';

/** A run while it is being written. */
export interface ScopeDraft {
  readonly name: string;
  readonly ranges: string;
  readonly exclusions: string;
  readonly credentialIds: readonly string[];
  readonly pace: Pace;
  readonly port: string;
  readonly previousId: string | null;
}

export const EMPTY_DRAFT: ScopeDraft = {
  name: '',
  ranges: '',
  exclusions: '',
  credentialIds: [],
  pace: 50,
  port: '161',
  previousId: null,
};

/** The same run once more. */
export function draftOf({ id, name, ranges, exclusions, sets, pace, port }: Discovery): ScopeDraft {
  return {
    name,
    ranges,
    exclusions,
    credentialIds: sets.map((set) => set.id),
    pace: PACES.find((known) => known === pace) ?? EMPTY_DRAFT.pace,
    port: String(port),
    previousId: id,
  };
}

const portOf = (text: string): number | null => {
  const port = Number(text);
  return /^\d{1,5}$/.test(text.trim()) && port >= 1 && port <= 65_535 ? port : null;
};

export type DraftFault = 'name' | 'port';

export function faultsOf({ name, port }: ScopeDraft): readonly DraftFault[] {
  return [...(name.trim() === '' ? (['name'] as const) : []), ...(portOf(port) === null ? (['port'] as const) : [])];
}

/** What is sent, null while something is missing. */
export function inputOf(draft: ScopeDraft, scope: Scope): z.input<typeof NewDiscovery> | null {
  const port = portOf(draft.port);
  if (faultsOf(draft).length > 0 || scope.problem !== null || port === null) return null;
  return { ...draft, name: draft.name.trim(), credentialIds: [...draft.credentialIds], port };
}
