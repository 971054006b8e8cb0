import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Discovery, DiscoveryCandidate } from '../../../../shared/contracts/discovery.ts';
import { VERDICTS } from '../../../../shared/domain/discovery/review.ts';
import { IMPORTANCES, type Importance, RESOURCE_CLASSES, type ResourceClass } from '../../../../shared/domain/inventory/resource.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Select, TextField } from '../../../components/Input/Input.tsx';
import { formatCount } from '../../../lib/format.ts';
import { isOpen, possibleFor, total } from '../model.ts';
import styles from './batch.module.css';
import type { Change, ReviewActions } from './useReviewActions.ts';

interface Props {
  readonly run: Discovery;
  readonly rows: readonly DiscoveryCandidate[];
  readonly shown: readonly DiscoveryCandidate[];
  readonly ticked: ReadonlySet<string>;
  readonly onTicked: (ticked: ReadonlySet<string>) => void;
  readonly actions: ReviewActions;
}

interface Wanted {
  readonly importance: Importance | '';
  readonly resourceClass: ResourceClass | '';
  readonly domain: string;
  readonly location: string;
}

const KEEP: Wanted = { importance: '', resourceClass: '', domain: '', location: '' };

const changeOf = ({ importance, resourceClass, domain, location }: Wanted): Change => ({
  ...(importance !== '' && { importance }),
  ...(resourceClass !== '' && { resourceClass }),
  ...(domain.trim() !== '' && { domain: domain.trim() }),
  ...(location.trim() !== '' && { location: location.trim() }),
});

/** Below the rows: what is set for many at once, and what is left for people to decide. */
export function BulkBar({ run, rows, shown, ticked, onTicked, actions }: Props) {
  const { t } = useTranslation(['discovery', 'terms', 'common']);
  const [wanted, setWanted] = useState(KEEP);
  const set = (next: Partial<Wanted>) => setWanted((old) => ({ ...old, ...next }));
  const chosen = rows.filter(({ id }) => ticked.has(id));
  const acceptable = (list: readonly DiscoveryCandidate[]) => list.filter((row) => possibleFor(row).accept && row.verdict !== 'conflict');
  const picked = acceptable(chosen);
  const fresh = acceptable(rows).filter(({ verdict }) => verdict === 'new');
  const openShown = shown.filter(isOpen);
  const left = total(run.open);
  const parts = VERDICTS.filter((verdict) => run.open[verdict] > 0)
    .map((verdict) => t('discovery:bulk.part', { verdict: t(`discovery:verdict.${verdict}`), n: run.open[verdict] }))
    .join(t('common:list.separator'));
  const accept = (list: readonly DiscoveryCandidate[]) => actions.decide(list, 'accept', changeOf(wanted));
  return (
    <footer className={styles.bulk}>
      <div className={styles.bulkRow}>
        <span className="meta">{t('discovery:bulk.set')}</span>
        <Select
          label={t('discovery:bulk.importance')}
          value={wanted.importance}
          onChange={(importance) => set({ importance })}
          options={[
            { value: '' as const, label: t('discovery:bulk.keep') },
            ...IMPORTANCES.map((value) => ({ value, label: t(`terms:importance.${value}`) })),
          ]}
        />
        <Select
          label={t('discovery:bulk.class')}
          value={wanted.resourceClass}
          onChange={(resourceClass) => set({ resourceClass })}
          options={[
            { value: '' as const, label: t('discovery:bulk.keep') },
            ...RESOURCE_CLASSES.map((value) => ({ value, label: t(`terms:class.${value}`) })),
          ]}
        />
        <TextField
          label={t('discovery:bulk.domain')}
          isLabelHidden
          placeholder={t('discovery:bulk.domain')}
          value={wanted.domain}
          onChange={(domain) => set({ domain })}
          maxLength={100}
        />
        <TextField
          label={t('discovery:bulk.location')}
          isLabelHidden
          placeholder={t('discovery:bulk.location')}
          value={wanted.location}
          onChange={(location) => set({ location })}
          maxLength={100}
        />
      </div>
      <div className={styles.bulkRow}>
        {chosen.length === 0 ? (
          <Button
            look="quiet"
            reason={openShown.length === 0 ? t('discovery:bulk.allDone') : null}
            reasonAt="hidden"
            onClick={() => onTicked(new Set(openShown.map(({ id }) => id)))}
          >
            {t('discovery:bulk.tickShown')}
          </Button>
        ) : (
          <>
            <b>{t('discovery:bulk.ticked', { n: formatCount(chosen.length) })}</b>
            <Button look="quiet" onClick={() => onTicked(new Set())}>
              {t('discovery:bulk.untick')}
            </Button>
          </>
        )}
        <span className="meta">{left === 0 ? t('discovery:bulk.allDone') : t('discovery:bulk.open', { n: formatCount(left), parts })}</span>
        <span className={styles.end}>
          {chosen.length > 0 ? (
            <Button
              look="primary"
              reason={actions.reason ?? (picked.length === 0 ? t('discovery:act.none') : null)}
              busy={actions.isBusy}
              onClick={() => accept(picked)}
            >
              {t('discovery:bulk.accept', { n: formatCount(picked.length) })}
            </Button>
          ) : (
            <Button
              look="primary"
              reason={actions.reason ?? (fresh.length === 0 ? t('discovery:bulk.allDone') : null)}
              reasonAt={actions.reason === null ? 'hidden' : 'beside'}
              busy={actions.isBusy}
              onClick={() => accept(fresh)}
            >
              {t('discovery:bulk.acceptNew', { n: formatCount(fresh.length) })}
            </Button>
          )}
        </span>
      </div>
    </footer>
  );
}
