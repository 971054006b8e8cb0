import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { CandidateDecision, Discovery, DiscoveryCandidate } from '../../../../shared/contracts/discovery.ts';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import type { Failure } from '../../../lib/api.ts';
import { useKeys } from '../../../lib/keys.ts';
import { type Possible, possibleFor } from '../model.ts';
import { useDecideCandidates } from '../queries.ts';

type Decision = z.input<typeof CandidateDecision>;
export type Change = NonNullable<Decision['change']>;

interface Parts {
  readonly run: Discovery;
  readonly rows: readonly DiscoveryCandidate[];
  readonly shown: readonly DiscoveryCandidate[];
  readonly selected: DiscoveryCandidate | null;
  readonly ticked: ReadonlySet<string>;
  readonly onTicked: (ticked: ReadonlySet<string>) => void;
  readonly onSelect: (id: string | undefined) => void;
}

/** What people do with rows, by pointer and by key. */
export interface ReviewActions {
  /** Why nothing can be decided now; null when it can. */
  readonly reason: string | null;
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  tick(id: string): void;
  decide(rows: readonly DiscoveryCandidate[], action: Decision['action'], change?: Change): void;
}

export function useReviewActions({ run, rows, shown, selected, ticked, onTicked, onSelect }: Parts): ReviewActions {
  const { t } = useTranslation('discovery');
  const decision = useDecideCandidates(run.id);
  const hindered = useActionReason('discovery.edit');
  const reason = hindered ?? (run.state === 'reviewing' || run.state === 'cancelled' ? null : t(`state.${run.state}`));

  function tick(id: string): void {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    onTicked(next);
  }

  function decide(chosen: readonly DiscoveryCandidate[], action: Decision['action'], change: Change = {}): void {
    if (reason !== null || decision.isPending || chosen.length === 0) return;
    const ids = chosen.map(({ id }) => id);
    const last = shown.findLastIndex(({ id }) => ids.includes(id));
    const next = shown.slice(last + 1).find(({ id }) => !ids.includes(id)) ?? shown.find(({ id }) => !ids.includes(id));
    decision.mutate(
      { ids, action, change },
      {
        onSuccess: () => {
          onTicked(new Set([...ticked].filter((id) => !ids.includes(id))));
          if (selected && ids.includes(selected.id)) onSelect(next?.id);
        },
      },
    );
  }

  /** The ticked rows, else the one that is open. */
  const chosen = ticked.size > 0 ? rows.filter(({ id }) => ticked.has(id)) : selected ? [selected] : [];
  const able = (what: keyof Possible) => chosen.filter((row) => possibleFor(row)[what]);
  const none = chosen.length === 0 ? t('act.none') : reason;
  const group = t('title');
  const both = able('merge').length > 0 ? ('merge' as const) : ('accept' as const);
  useKeys([
    { id: 'discovery.yes', keys: 'KeyY', title: t('act.accept'), group, reason: none, run: () => decide(able(both), both) },
    { id: 'discovery.no', keys: 'KeyN', title: t('act.apart'), group, reason: none, run: () => decide(able('separate'), 'separate') },
    { id: 'discovery.later', keys: 'KeyU', title: t('act.later'), group, reason: none, run: () => decide(able('later'), 'later') },
    { id: 'discovery.ignore', keys: 'KeyX', title: t('act.ignore'), group, reason: none, run: () => decide(able('ignore'), 'ignore') },
    {
      id: 'discovery.tick',
      keys: 'Space',
      title: t('row.ticks'),
      group,
      reason: selected === null ? t('act.none') : null,
      run: () => selected && tick(selected.id),
    },
  ]);
  return { reason, isBusy: decision.isPending, failure: decision.error, tick, decide };
}
