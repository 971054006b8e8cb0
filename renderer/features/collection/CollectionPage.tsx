import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../shared/contracts/collection.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Banner } from '../../components/Banner/Banner.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { Chip } from '../../components/Chip/Chip.tsx';
import { SearchInput } from '../../components/Input/Input.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { FilterBar, PageHead } from '../../components/Page/Page.tsx';
import { useNow } from '../../lib/clock.ts';
import { collectionQuery } from '../../lib/collection.ts';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCan } from '../../lib/session.ts';
import { CollectorPanel } from '../health/index.ts';
import { useResources } from '../resources/index.ts';
import styles from './collection.module.css';
import { DoorPanel } from './DoorPanel.tsx';
import { HeartPanel } from './HeartPanel.tsx';
import { type CollectionSearch, filterRows, SOURCE_FILTERS, sourceRows } from './model.ts';
import { SourceDrawer } from './SourceDrawer.tsx';
import { SourceTable } from './SourceTable.tsx';

const route = getRouteApi('/shell/collection');
const EVERY_MS = 5000;

/** 采集: doors, collectors and sources; who sends what, what is lost, and what to type on a device that does not. */
export function CollectionPage() {
  const { t } = useTranslation('collection');
  const mayRead = useCan('health.read');
  const query = useQuery({ ...collectionQuery, enabled: mayRead });
  return (
    <>
      <PageHead title={t('title')} actions={query.data && <Age at={query.data.at} intervalMs={EVERY_MS} label={t('age')} />} />
      <Loaded permission="health.read" what={t('what')} query={query}>
        {(collection) => <Board collection={collection} />}
      </Loaded>
    </>
  );
}

function Board({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation(['collection', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const mayList = useCan('resource.read');
  const { data: resources } = useResources(false);
  const now = useNow();
  // A minute is near enough for a diagnosis that turns after a day.
  const minute = Math.floor(now / 60_000) * 60_000;
  const rows = useMemo(() => sourceRows(collection, resources?.items ?? [], minute), [collection, resources, minute]);
  const shown = useMemo(() => filterRows(rows, search), [rows, search]);
  const change = (next: Partial<CollectionSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const clear = () => change({ q: undefined, show: undefined });
  const selected = rows.find(({ address }) => address === search.address) ?? null;
  const group = t('collection:title');
  useKeys([
    { id: 'collection.search', keys: 'Slash', title: t('collection:key.search'), group, run: () => box.current?.focus() },
    { id: 'collection.clear', keys: 'Digit0', title: t('common:action.clearFilter'), group, run: clear },
    { id: 'collection.close', keys: 'Escape', title: t('common:action.close'), group, run: () => change({ address: undefined }) },
  ]);
  const unlisted = collection.reception?.unlisted ?? 0;
  return (
    <>
      {!collection.isReceiving && <Banner kind="notice" title={t('collection:away')} detail={t('collection:away.detail')} />}
      <div className={styles.body}>
        <div className={styles.page}>
          <div className={styles.columns}>
            <div className={styles.stack}>
              <DoorPanel collection={collection} />
              <HeartPanel collection={collection} />
            </div>
            <CollectorPanel collectors={collection.collectors} at={collection.at} />
          </div>
          <FilterBar
            label={t('collection:filters')}
            shown={t('collection:shown', { shown: formatCount(shown.length), total: formatCount(rows.length) })}
          >
            <h2 className={styles.heading}>{t('collection:sources')}</h2>
            <SearchInput
              ref={box}
              label={t('collection:search')}
              placeholder={t('collection:search.placeholder')}
              value={search.q ?? ''}
              onChange={(q) => change({ q: q || undefined })}
              kbd="/"
            />
            {SOURCE_FILTERS.map((filter) => (
              <Chip
                key={filter}
                isOn={search.show === filter}
                onToggle={() => change({ show: search.show === filter ? undefined : filter })}
              >
                {t(`collection:show.${filter}`)}
              </Chip>
            ))}
            {(search.q || search.show) && (
              <Button look="quiet" kbd="0" onClick={clear}>
                {t('common:action.clearFilter')}
              </Button>
            )}
          </FilterBar>
          <SourceTable
            rows={shown}
            isFiltered={Boolean(search.q || search.show)}
            selected={search.address ?? null}
            onSelect={(address) => change({ address })}
            onClear={clear}
          />
          <p className="meta">
            {unlisted > 0 && t('collection:unlisted', { n: formatCount(unlisted) })}
            {!mayList && t('collection:noResources')}
          </p>
        </div>
        {selected && (
          <SourceDrawer row={selected} doors={collection.reception?.doors ?? []} onClose={() => change({ address: undefined })} />
        )}
      </div>
    </>
  );
}
