import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../components/Page/Page.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { DeniedState } from '../../components/StateBlock/StateBlock.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCan } from '../../lib/session.ts';
import { Busiest, BusiestExport } from './Busiest.tsx';
import { ExportButton } from './ExportButton.tsx';
import { Filters } from './Filters.tsx';
import { KINDS, type Kind } from './kinds.tsx';
import { type NetworkSearch, NO_FILTER, type Tab, tabOf, toTab, VIEWS, type View } from './model.ts';
import { NetworkList } from './NetworkList.tsx';
import styles from './network.module.css';
import { listQuery, useCounts } from './queries.ts';

const route = getRouteApi('/shell/network');

/** 网络资源: interfaces, VLANs, subnets and addresses, ARP and MAC tables with where addresses have been (R-8.4.2-c2-6). */
export function NetworkPage() {
  const { t } = useTranslation('network');
  const search = route.useSearch();
  if (!useCan('resource.read'))
    return (
      <>
        <PageHead title={t('title')} />
        <DeniedState permission="resource.read" />
      </>
    );
  const tab = tabOf(search);
  switch (tab) {
    case 'interfaces':
      return <Shown key={tab} tab={tab} kind={KINDS.interfaces} />;
    case 'vlans':
      return <Shown key={tab} tab={tab} kind={KINDS.vlans} />;
    case 'subnets':
      return <Shown key={tab} tab={tab} kind={KINDS.subnets} />;
    case 'addresses':
      return <Shown key={tab} tab={tab} kind={KINDS.addresses} />;
    case 'arp':
      return <Shown key={tab} tab={tab} kind={KINDS.arp} />;
    case 'macs':
      return <Shown key={tab} tab={tab} kind={KINDS.macs} />;
    case 'busiest':
      return <Ranked />;
    default:
      return tab satisfies never;
  }
}

function Shown<Row>({ tab, kind }: { readonly tab: Tab; readonly kind: Kind<Row> }) {
  const { t } = useTranslation(['network', 'common', 'terms']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const goto = useNavigate();
  const list = useInfiniteQuery(listQuery(tab, search, kind.fetch));
  const now = useNow();
  const box = useRef<HTMLInputElement>(null);
  const change = (next: Partial<NetworkSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const group = t('network:title');
  useKeys([
    { id: 'network.search', keys: 'Slash', title: t('network:key.search'), group, run: () => box.current?.focus() },
    { id: 'network.clear', keys: 'Digit0', title: t('common:action.clearFilter'), group, run: () => change(NO_FILTER) },
    { id: 'network.close', keys: 'Escape', title: t('common:action.close'), group, run: () => change({ row: undefined }) },
  ]);
  const pages = list.data?.pages ?? [];
  const rows = pages.flatMap(({ items }) => items);
  const opened = search.row === undefined ? undefined : rows.find((row) => kind.idOf(row) === search.row);
  const total = pages.at(-1)?.total ?? 0;
  const close = () => change({ row: undefined });
  return (
    <>
      <PageHead
        title={t('network:title')}
        views={<Views here={tab} />}
        actions={<ExportButton tab={tab} search={search} total={total} fetch={kind.fetch} toFile={kind.toFile} />}
      />
      <Filters tab={tab} search={search} shown={undefined} box={box} onChange={change} />
      <div className={styles.body}>
        <div className={styles.list}>
          <NetworkList
            tab={tab}
            search={search}
            list={list}
            columns={kind.columns(t, now)}
            idOf={kind.idOf}
            look={(row) => kind.look?.(row, now) ?? {}}
            onChange={change}
            onOpen={(row) => kind.open?.(row, goto)}
          />
        </div>
        {opened !== undefined && kind.drawer({ row: opened, search, onClose: close })}
      </div>
    </>
  );
}

/** The links that are used most. */
function Ranked() {
  const { t } = useTranslation('network');
  return (
    <>
      <PageHead title={t('title')} views={<Views here="busiest" />} actions={<BusiestExport />} />
      <Busiest />
    </>
  );
}

/** Between the kinds, each with how many the search finds, and the ranking; by keys one after the other. */
function Views({ here }: { readonly here: View }) {
  const { t } = useTranslation('network');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const counts = useCounts(search).data;
  const go = (next: View) => void navigate({ search: (old) => toTab(old, next), replace: true });
  const step = (by: number) => go(VIEWS[(VIEWS.indexOf(here) + by + VIEWS.length) % VIEWS.length] ?? here);
  const group = t('title');
  useKeys([
    { id: 'network.next', keys: 'BracketRight', title: t('key.next'), group, run: () => step(1) },
    { id: 'network.previous', keys: 'BracketLeft', title: t('key.previous'), group, run: () => step(-1) },
  ]);
  const labelOf = (view: View): string => {
    const name = t(`tab.${view}`);
    const found = view === 'busiest' ? undefined : counts?.[view === 'macs' ? 'fdb' : view];
    return found === undefined ? name : t('tab.counted', { tab: name, found: formatCount(found) });
  };
  return (
    <Segmented<View> label={t('views')} value={here} onChange={go} segments={VIEWS.map((value) => ({ value, label: labelOf(value) }))} />
  );
}
