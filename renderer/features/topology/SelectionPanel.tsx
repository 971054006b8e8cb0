import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../shared/contracts/resources.ts';
import type { NetworkAround, NetworkLink } from '../../../shared/contracts/topology.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { formatNumber } from '../../lib/format.ts';
import { Evidence } from '../neighbours/index.ts';
import { type LinkState, stateOf, type TopologySearch } from './model.ts';
import styles from './topology.module.css';

interface Props {
  readonly around: NetworkAround;
  readonly search: TopologySearch;
  resourceOf(id: string): Resource | undefined;
  linkStateOf(link: NetworkLink): LinkState;
  onLink(id: string): void;
  onDevice(id: string): void;
}

/** Beside the map: what is selected, else all links that are drawn, by name, for whoever does not see the lines. */
export function SelectionPanel({ around, search, resourceOf, linkStateOf, onLink, onDevice }: Props) {
  const { t } = useTranslation('topology');
  const link = around.links.find(({ id }) => id === search.link);
  const node = around.nodes.find(({ key }) => key === search.node);
  if (link) {
    return (
      <aside className={styles.side} aria-label={t('selection')}>
        <Panel title={t('link.title', { a: link.a.name, b: link.b.name })}>
          <p>{t('link.ports', { a: portOf(link.a.port), b: portOf(link.b.port) })}</p>
          <p className={styles.confidence}>{t('link.confidence', { value: formatNumber(link.confidence, 2) })}</p>
          <Evidence link={link} />
        </Panel>
      </aside>
    );
  }
  const shown = node ? around.links.filter(({ a, b }) => a.node === node.key || b.node === node.key) : around.links;
  const resource = node?.resourceId ? resourceOf(node.resourceId) : undefined;
  const marks = (one: NetworkLink) => {
    const state = linkStateOf(one);
    return state !== 'seen' && <Tag look="dashed">{t(state === 'lost' ? 'lost' : 'conflict')}</Tag>;
  };
  function portOf(port: string): string {
    return port === '' ? t('port.unknown') : port;
  }
  return (
    <aside className={styles.side} aria-label={t('selection')}>
      {node && (
        <Panel title={node.name} meta={t(`state.${stateOf(node, resource)}`)}>
          {resource ? (
            <div className={styles.about}>
              <p>
                {resource.worst && <SeverityMark level={resource.worst} size={18} />} {t('node.alarms', { count: resource.activeAlarms })}
              </p>
              <p>
                {resource.address} <Age at={resource.checkedAt} intervalMs={resource.effectiveIntervalS * 1000} />
              </p>
              <p className={styles.actions}>
                <Link to="/resources/$id" params={{ id: resource.id }}>
                  {t('node.open')}
                </Link>
                <Button onClick={() => onDevice(resource.id)}>{t('node.center')}</Button>
              </p>
            </div>
          ) : (
            <p>{t('node.strange')}</p>
          )}
        </Panel>
      )}
      <Panel title={t(node ? 'links.of' : 'links')} meta={t('links.count', { count: shown.length })} padded={false}>
        {shown.length === 0 ? (
          <p className={styles.note}>{t('links.none')}</p>
        ) : (
          <ul className={styles.links}>
            {shown.map((one) => (
              <li key={one.id}>
                <button type="button" className={styles.link} onClick={() => onLink(one.id)}>
                  {textOf(one, portOf)} {marks(one)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </aside>
  );
}

const textOf = ({ a, b }: NetworkLink, portOf: (port: string) => string): string =>
  `${a.name} ${portOf(a.port)} — ${b.name} ${portOf(b.port)}`;
