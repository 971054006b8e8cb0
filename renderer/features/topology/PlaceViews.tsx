import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Age } from '../../components/Age/Age.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { FilterBar, PageHead } from '../../components/Page/Page.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { useAlarms } from '../alarms/index.ts';
import { placesOf as placesOfResources, useResources } from '../resources/index.ts';
import { Board } from './Board.tsx';
import type { Canvas } from './canvas.ts';
import { drawnPlaces, nameIn, placeIn, type TopologySearch } from './model.ts';
import { PlacePanel } from './PlacePanel.tsx';
import { PlacesMap } from './PlacesMap.tsx';
import { EVERY_MS, useNetworkPlace, useNetworkPlaces } from './queries.ts';
import styles from './topology.module.css';
import { Zooming } from './Zooming.tsx';

const route = getRouteApi('/shell/topology');

/** All places: what is chosen is in the address. */
export function Places() {
  const { t } = useTranslation('topology');
  const query = useNetworkPlaces();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: resources } = useResources(false);
  const { data: alarms } = useAlarms();
  const canvas = useRef<Pick<Canvas, 'showAll' | 'zoom'> | null>(null);
  const now = useNow();
  // Places are counted anew with the data and every few seconds, not with every tick.
  const moment = Math.floor(now / 5000) * 5000;
  const all = useMemo(() => placesOfResources(resources?.items ?? [], alarms?.items ?? [], moment), [resources, alarms, moment]);
  const drawn = useMemo(() => drawnPlaces(all), [all]);
  const chosen = all.find(({ name }) => name === nameIn(search.node)) ?? null;
  const choose = (name: string | null) =>
    void navigate({ search: (old) => ({ ...old, node: name === null ? undefined : placeIn(name) }), replace: true });
  const open = (name: string) => void navigate({ search: { place: placeIn(name) } });
  const group = t('title');
  useKeys([
    {
      id: 'topology.open',
      keys: 'Enter',
      title: t('key.places'),
      group,
      run: () => chosen && open(chosen.name),
    },
    { id: 'topology.close', keys: 'Escape', title: t('key.close'), group, run: () => choose(null) },
  ]);
  return (
    <Loaded permission="resource.read" what={t('what')} query={query}>
      {({ links }) => (
        <>
          <FilterBar
            label={t('bar')}
            shown={t('places.shown', {
              places: formatCount(drawn.places.length),
              resources: formatCount(drawn.places.reduce((sum, { count }) => sum + count, 0)),
              links: formatCount(links.reduce((sum, { links: count }) => sum + count, 0)),
              cut: formatCount(drawn.cut.places),
              cutResources: formatCount(drawn.cut.resources),
            })}
          >
            <Zooming canvas={canvas} />
          </FilterBar>
          <div className={styles.body}>
            <PlacesMap
              places={drawn.places}
              links={links}
              chosen={chosen?.name ?? null}
              onChoose={choose}
              onOpen={open}
              onNothing={() => choose(null)}
              onReady={(made) => {
                canvas.current = made;
              }}
            />
            <PlacePanel place={chosen} places={all} links={links} onChoose={choose} onOpen={open} />
          </div>
        </>
      )}
    </Loaded>
  );
}

/** One place: its devices and the links between them. */
export function PlaceView({ place }: { readonly place: string }) {
  const { t } = useTranslation(['topology', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const name = nameIn(place) ?? '';
  const query = useNetworkPlace(name);
  const change = (next: Partial<TopologySearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  useKeys([
    {
      id: 'topology.close',
      keys: 'Escape',
      title: t('common:action.close'),
      group: t('topology:title'),
      run: () => change({ node: undefined, link: undefined }),
    },
  ]);
  return (
    <>
      <PageHead
        title={t('topology:title')}
        crumbs={[
          <Button key="all" look="quiet" onClick={() => void navigate({ search: {} })}>
            {t('topology:view.places')}
          </Button>,
          name || t('topology:places.none'),
        ]}
        actions={query.data && <Age at={query.data.at} intervalMs={EVERY_MS} label={t('topology:age')} />}
      />
      <Loaded permission="resource.read" what={t('topology:what')} query={query}>
        {(data) => (
          <Board
            around={data}
            device={null}
            search={search}
            hops={null}
            onChange={change}
            onDevice={(id) => void navigate({ search: { device: id } })}
          />
        )}
      </Loaded>
    </>
  );
}
