import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  BUSIEST_ORDERS,
  BUSIEST_PERIODS,
  type BusiestLinks,
  type InterfaceLoad,
  LOAD_LEVELS,
} from '../../../shared/contracts/networkLoad.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Banner } from '../../components/Banner/Banner.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { DoubtTag } from '../../components/Chart/index.ts';
import { Drawer, DrawerSection } from '../../components/Drawer/Drawer.tsx';
import { Select } from '../../components/Input/Input.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { FilterBar } from '../../components/Page/Page.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { ResourceName } from '../../components/ResourceName/ResourceName.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { stationClock } from '../../lib/clock.ts';
import { toCsv } from '../../lib/csv.ts';
import { formatCount, formatDate, formatDateTime, formatNumber } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { saveText } from '../../lib/platform.ts';
import { DeviceLink, PortLink } from './cells.tsx';
import { LoadSection } from './LoadSection.tsx';
import { type BusiestQuestion, busier, busyHourText, forecastText, trafficText, trendText, useBusiest, worseForecast } from './load.ts';
import type { NetworkSearch } from './model.ts';
import styles from './network.module.css';

const route = getRouteApi('/shell/network');

/** What the address asks for, with its defaults. */
export const questionOf = ({ period, by, level }: NetworkSearch): BusiestQuestion => ({
  period: period ?? '7d',
  by: by ?? 'p95',
  level: level ?? 80,
});

const keyOf = ({ resourceId, port }: InterfaceLoad): string => `${resourceId} ${port}`;

/** 最忙的链路: links by how much of what they can carry is used, with when that will be too much. */
export function Busiest() {
  const { t } = useTranslation(['network', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const question = questionOf(search);
  const found = useBusiest(question);
  const change = (next: Partial<NetworkSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const close = () => change({ row: undefined });
  const opened = found.data?.items.find((one) => keyOf(one) === search.row);
  useKeys([{ id: 'network.close', keys: 'Escape', title: t('common:action.close'), group: t('network:title'), run: close }]);
  return (
    <>
      <FilterBar label={t('network:filters')}>
        <Segmented
          label={t('network:load.period')}
          value={question.period}
          onChange={(period) => change({ period })}
          segments={BUSIEST_PERIODS.map((value) => ({ value, label: t(`network:load.period.${value}`) }))}
        />
        <Segmented
          label={t('network:busiest.by')}
          value={question.by}
          onChange={(by) => change({ by })}
          segments={BUSIEST_ORDERS.map((value) => ({ value, label: t(`network:load.${value}`) }))}
        />
        <Select
          label={t('network:load.level')}
          value={String(question.level)}
          onChange={(text) => change({ level: LOAD_LEVELS.find((one) => String(one) === text) })}
          options={LOAD_LEVELS.map((one) => ({ value: String(one), label: `${one} %` }))}
        />
      </FilterBar>
      <div className={styles.body}>
        <div className={styles.scroll}>
          <Loaded permission="metric.read" what={t('network:tab.busiest')} query={found}>
            {(data) => (
              <>
                {data.silent > 0 && <Banner kind="late" title={t('network:busiest.silent', { count: data.silent })} />}
                {data.items.length === 0 ? (
                  <StateBlock icon="switch" title={t('network:busiest.empty')}>
                    <p>{t('network:busiest.empty.text')}</p>
                  </StateBlock>
                ) : (
                  <Ranking links={data} opened={search.row ?? null} onOpen={(one) => change({ row: keyOf(one) })} />
                )}
              </>
            )}
          </Loaded>
        </div>
        {opened && (
          <Drawer
            label={t('network:drawer.interface', { name: opened.port })}
            onClose={close}
            head={
              <>
                <h2 className={styles.title}>{t('network:drawer.interface', { name: opened.port })}</h2>
                <p className="meta">
                  <DeviceLink {...opened} /> <PortLink {...opened} />
                </p>
              </>
            }
          >
            <DrawerSection>
              <LoadSection resourceId={opened.resourceId} port={opened.port} />
              <p className={styles.ways}>
                <Link to="/topology" search={{ device: opened.resourceId }}>
                  {t('network:way.map')}
                </Link>
              </p>
            </DrawerSection>
          </Drawer>
        )}
      </div>
    </>
  );
}

function Ranking({
  links,
  opened,
  onOpen,
}: {
  readonly links: BusiestLinks;
  readonly opened: string | null;
  readonly onOpen: (one: InterfaceLoad) => void;
}) {
  const { t } = useTranslation('network');
  return (
    <Panel
      title={t('busiest.title')}
      meta={t('busiest.meta', { shown: links.items.length, ranked: formatCount(links.ranked), from: formatDateTime(links.from) })}
      padded={false}
      footer={<p className={styles.note}>{t('load.note')}</p>}
    >
      <table className={styles.ranking}>
        <thead>
          <tr>
            {(['rank', 'link', 'remote', 'speed', 'in', 'out', 'busyHour', 'trend', 'forecast', 'data'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`busiest.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {links.items.map((one, place) => (
            <Row key={keyOf(one)} one={one} place={place} isOpen={opened === keyOf(one)} onOpen={() => onOpen(one)} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface RowProps {
  readonly one: InterfaceLoad;
  readonly place: number;
  readonly isOpen: boolean;
  onOpen(): void;
}

function Row({ one, place, isOpen, onOpen }: RowProps) {
  const { t } = useTranslation('network');
  const { name, isSimulated, port, speed, remote, level } = one;
  const way = busier(one);
  const main = way === null ? null : one[way];
  const worse = worseForecast(one);
  const direction = (which: InterfaceLoad['in']) => (which === null ? t('load.noData') : trafficText(which.p95, speed));
  return (
    <tr aria-selected={isOpen} data-selected={isOpen || undefined}>
      <td>{place + 1}</td>
      <td>
        <button
          type="button"
          className={styles.open}
          aria-expanded={isOpen}
          aria-label={t('busiest.open', { name, port })}
          onClick={onOpen}
        >
          <ResourceName name={name} isSimulated={isSimulated} /> {port}
        </button>
      </td>
      <td>{remote === null ? <span className="meta">{t('busiest.noRemote')}</span> : `${remote.name} ${remote.port}`.trim()}</td>
      <td>{speed === null ? '' : trafficText(speed, null)}</td>
      <td>
        <DoubtTag doubts={one.in?.doubts ?? []} /> {way === 'in' ? <b>{direction(one.in)}</b> : direction(one.in)}
      </td>
      <td>
        <DoubtTag doubts={one.out?.doubts ?? []} /> {way === 'out' ? <b>{direction(one.out)}</b> : direction(one.out)}
      </td>
      <td>{main && busyHourText(main, speed)}</td>
      <td>{main && trendText(main)}</td>
      <td>{worse && forecastText(worse, level)}</td>
      <td>{main && <Age at={main.lastAt} intervalMs={2 * main.stepMs} />}</td>
    </tr>
  );
}

/** Saves the ranking as it is shown, values without units so that they can be calculated with. */
export function BusiestExport() {
  const { t } = useTranslation('network');
  const question = questionOf(route.useSearch());
  const { data } = useBusiest(question);
  const save = () => {
    if (!data) return;
    const columns = [
      'rank',
      'link',
      'csvPort',
      'remote',
      'csvSpeed',
      'csvIn',
      'csvOut',
      'busyHour',
      'trend',
      'forecast',
      'csvMeasured',
      'csvAt',
    ] as const;
    const rows = data.items.map((one, place) => {
      const way = busier(one);
      const main = way === null ? null : one[way];
      const worse = worseForecast(one);
      return [
        ...[place + 1, one.name, one.port, one.remote ? `${one.remote.name} ${one.remote.port}`.trim() : '', one.speed],
        ...[one.in?.p95 ?? null, one.out?.p95 ?? null, main ? busyHourText(main, one.speed) : '', main ? trendText(main) : ''],
        ...[
          worse ? forecastText(worse, one.level) : '',
          main ? formatNumber(100 * main.measured, 1) : '',
          main ? formatDateTime(main.lastAt) : '',
        ],
      ];
    });
    const name = t('export.file', { tab: t('tab.busiest'), date: formatDate(stationClock.now()) });
    void saveText(
      `${name}.csv`,
      toCsv(
        columns.map((column) => t(`busiest.${column}`)),
        rows,
      ),
    );
  };
  return (
    <Button reason={data && data.items.length > 0 ? null : t('export.none')} onClick={save}>
      {t('export.csv')}
    </Button>
  );
}
