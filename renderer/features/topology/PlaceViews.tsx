import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { FilterBar } from '../../components/Page/Page.tsx';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { placesOf as placesOfResources } from '../resources/index.ts';
import { Board } from './Board.tsx';
import { ChangesPanel } from './ChangesPanel.tsx';
import type { Canvas } from './canvas.ts';
import { drawnPlaces, nameIn, ofMoment, placeIn, type TopologySearch } from './model.ts';
import { PlacePanel } from './PlacePanel.tsx';
import { PlacesMap } from './PlacesMap.tsx';
import { useNetworkPlace, useNetworkPlaces } from './queries.ts';
import { TopologyHead } from './TopologyHead.tsx';
import styles from './topology.module.css';
import { useWorld } from './world.ts';
import { Zooming } from './Zooming.tsx';

const route = getRouteApi('/shell/topology');

/** All places: what is chosen is in the address. */
export function Places() {
  const { t } = useTranslation('topology');
  const search = route.useSearch();
  const query = useNetworkPlaces(search.at);
  const navigate = route.useNavigate();
  const { resources, alarms, now, at, asked } = useWorld(search.at);
  const canvas = useRef<Pick<Canvas, 'showAll' | 'zoom'> | null>(null);
  // Places are counted anew with the data and every few seconds, not with every tick.
  const moment = at ?? Math.floor(now / 5000) * 5000;
  const all = useMemo(() => placesOfResources(resources ?? [], alarms ?? [], moment), [resources, alarms, moment]);
  const drawn = useMemo(() => drawnPlaces(all), [all]);
  const chosen = all.find(({ name }) => name === nameIn(search.node)) ?? null;
  const choose = (name: string | null) =>
    void navigate({ search: (old) => ({ ...old, node: name === null ? undefined : placeIn(name) }), replace: true });
  const open = (name: string) => void navigate({ search: (old) => ({ ...ofMoment(old), place: placeIn(name) }) });
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
      {({ at: shownAt, links }) =>
        resources === undefined ? (
          <Loaded permission="resource.read" what={t('what')} query={asked}>
            {() => null}
          </Loaded>
        ) : (
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
                at={shownAt}
                isPast={at !== null}
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
              {at !== null && search.compare === 'yes' ? (
                <ChangesPanel at={at} onDevice={(id) => void navigate({ search: (old) => ({ ...ofMoment(old), device: id }) })} />
              ) : (
                <PlacePanel place={chosen} places={all} links={links} onChoose={choose} onOpen={open} />
              )}
            </div>
          </>
        )
      }
    </Loaded>
  );
}

/** One place: its devices and the links between them. */
export function PlaceView({ place }: { readonly place: string }) {
  const { t } = useTranslation(['topology', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const name = nameIn(place) ?? '';
  const query = useNetworkPlace(name, search.at);
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
      <TopologyHead
        at={query.data?.at ?? null}
        crumbs={[
          <Button key="all" look="quiet" onClick={() => void navigate({ search: (old) => ofMoment(old) })}>
            {t('topology:view.places')}
          </Button>,
          name || t('topology:places.none'),
        ]}
      />
      <Loaded permission="resource.read" what={t('topology:what')} query={query}>
        {(data) => (
          <Board
            around={data}
            device={null}
            search={search}
            hops={null}
            scope={name || t('topology:places.none')}
            onChange={change}
            onDevice={(id) => void navigate({ search: (old) => ({ ...ofMoment(old), device: id }) })}
          />
        )}
      </Loaded>
    </>
  );
}
