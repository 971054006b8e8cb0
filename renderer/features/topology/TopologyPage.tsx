import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { useKeys } from '../../lib/keys.ts';
import { Board } from './Board.tsx';
import { DeviceList } from './DeviceList.tsx';
import { HOPS, ofMoment, ofView, type TopologySearch, USUAL_HOPS } from './model.ts';
import { Places, PlaceView } from './PlaceViews.tsx';
import { PathView } from './paths/PathView.tsx';
import { useAround, useNetwork } from './queries.ts';
import { TopologyHead } from './TopologyHead.tsx';
import { WholeView } from './WholeView.tsx';

const route = getRouteApi('/shell/topology');

/** 拓扑: places and the links between them, a place, what is around a device, and why each link is believed in (R-8.4.2-c2-1, -c2-2, -c4-1). */
export function TopologyPage() {
  const { device, place, path } = route.useSearch();
  if (device !== undefined && path !== undefined) return <PathView key={`${device} ${path}`} from={device} to={path} />;
  if (device !== undefined) return <Focus key={device} device={device} />;
  return place === undefined ? <Overview /> : <PlaceView key={place} place={place} />;
}

function Overview() {
  const { t } = useTranslation('topology');
  const network = useNetwork();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  // A list is of now: the past is shown by place.
  const isList = search.view === 'list' && search.at === undefined;
  const view = isList ? 'list' : search.view === 'all' ? 'all' : 'places';
  const views = ['places', 'all', ...(search.at === undefined ? ['list' as const] : [])] as const;
  return (
    <>
      <TopologyHead
        at={network.data?.at ?? null}
        views={
          <Segmented<'places' | 'all' | 'list'>
            label={t('view')}
            value={view}
            onChange={(next) => void navigate({ search: (old) => ofView(old, next), replace: true })}
            segments={views.map((value) => ({ value, label: t(`view.${value}`) }))}
          />
        }
      />
      <Loaded permission="resource.read" what={t('what')} query={network}>
        {(data) =>
          isList || (data.links === 0 && search.at === undefined) ? (
            <DeviceList
              network={data}
              q={search.q ?? ''}
              onSearch={(q) => void navigate({ search: (old) => ({ ...old, q: q || undefined }), replace: true })}
              onOpen={(id) => void navigate({ search: { device: id } })}
            />
          ) : view === 'all' ? (
            <WholeView />
          ) : (
            <Places />
          )
        }
      </Loaded>
    </>
  );
}

function Focus({ device }: { readonly device: string }) {
  const { t } = useTranslation(['topology', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const hops = search.hops ?? USUAL_HOPS;
  const around = useAround(device, hops, search.at);
  const name = around.data?.nodes.find(({ resourceId }) => resourceId === device)?.name ?? '';
  const change = (next: Partial<TopologySearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const group = t('topology:title');
  useKeys([
    ...HOPS.map((count) => ({
      ...{ id: `topology.hops${count}`, keys: `Digit${count}`, title: t('topology:key.hops', { count }), group },
      run: () => change({ hops: count }),
    })),
    {
      id: 'topology.close',
      keys: 'Escape',
      title: t('common:action.close'),
      group,
      run: () => change({ node: undefined, link: undefined, alarm: undefined }),
    },
  ]);
  return (
    <>
      <TopologyHead
        at={around.data?.at ?? null}
        crumbs={[
          <Button key="all" look="quiet" onClick={() => void navigate({ search: (old) => ofMoment(old) })}>
            {t('topology:view.places')}
          </Button>,
          t('topology:around', { name, hops }),
        ]}
      />
      <Loaded permission="resource.read" what={t('topology:what')} query={around}>
        {(data) => (
          <Board
            around={data}
            device={device}
            search={search}
            hops={hops}
            scope={t('topology:around', { name, hops })}
            onChange={change}
            onDevice={(id) => void navigate({ search: (old) => ({ ...ofMoment(old), device: id, hops }) })}
          />
        )}
      </Loaded>
    </>
  );
}
