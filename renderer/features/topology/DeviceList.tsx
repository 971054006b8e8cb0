import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkOverview } from '../../../shared/contracts/topology.ts';
import { Button } from '../../components/Button/Button.tsx';
import { SearchInput } from '../../components/Input/Input.tsx';
import { FilterBar } from '../../components/Page/Page.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { ResourceName } from '../../components/ResourceName/ResourceName.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { FilteredState, StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { useResources } from '../resources/index.ts';
import styles from './topology.module.css';

interface Props {
  readonly network: NetworkOverview;
  readonly q: string;
  onSearch(q: string): void;
  onOpen(id: string): void;
}

/** Devices with links, those with most first: where to begin to look. */
export function DeviceList({ network, q, onSearch, onOpen }: Props) {
  const { t } = useTranslation(['topology', 'common']);
  const box = useRef<HTMLInputElement>(null);
  const { data } = useResources(false);
  const byId = new Map(data?.items.map((one) => [one.id, one]));
  const rows = network.devices.flatMap(({ resourceId, links }) => {
    const resource = byId.get(resourceId);
    return resource ? [{ resource, links }] : [];
  });
  const wanted = q.trim().toLowerCase();
  const shown = rows.filter(({ resource }) => [resource.name, resource.address].some((text) => text.toLowerCase().includes(wanted)));
  const group = t('topology:title');
  useKeys([{ id: 'topology.search', keys: 'Slash', title: t('topology:key.search'), group, run: () => box.current?.focus() }]);
  if (network.links === 0) {
    return (
      <StateBlock icon="switch" title={t('topology:empty.title')}>
        <p>{t('topology:empty.text')}</p>
      </StateBlock>
    );
  }
  return (
    <>
      <FilterBar
        label={t('topology:bar')}
        shown={t('topology:shown', { shown: formatCount(shown.length), total: formatCount(rows.length) })}
      >
        <SearchInput
          ref={box}
          label={t('topology:search')}
          placeholder={t('topology:search.placeholder')}
          value={q}
          onChange={onSearch}
          kbd="/"
        />
        <span className="meta">
          {t('topology:network', { links: formatCount(network.links), unmanaged: formatCount(network.unmanaged) })}
        </span>
      </FilterBar>
      {shown.length === 0 ? (
        <FilteredState
          title={t('topology:none.title')}
          conditions={t('topology:none.conditions', { q })}
          unfiltered={t('topology:none.total', { total: formatCount(rows.length) })}
          onClear={() => onSearch('')}
        />
      ) : (
        <div className={styles.list}>
          <Panel title={t('topology:devices')} padded={false}>
            <table className={styles.table}>
              <thead>
                <tr>
                  {(['worst', 'device', 'address', 'links', 'open'] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(`topology:list.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map(({ resource, links }) => (
                  <tr key={resource.id}>
                    <td>{resource.worst && <SeverityMark level={resource.worst} size={18} />}</td>
                    <td>
                      <Link to="/resources/$id" params={{ id: resource.id }}>
                        <ResourceName name={resource.name} isSimulated={resource.isSimulated} />
                      </Link>
                    </td>
                    <td>{resource.address}</td>
                    <td className={styles.number}>{formatCount(links)}</td>
                    <td>
                      <Button onClick={() => onOpen(resource.id)}>{t('topology:open', { name: resource.name })}</Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
        </div>
      )}
    </>
  );
}
