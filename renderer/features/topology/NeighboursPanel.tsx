import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkEvidence } from '../../../shared/contracts/topology.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { formatNumber } from '../../lib/format.ts';
import { useBefore } from '../../lib/old.ts';
import { askedMs, type OwnLink, ownLinks } from './linkModel.ts';
import { useResourceLinks } from './queries.ts';
import styles from './topology.module.css';

interface Props {
  readonly resourceId: string;
  /** The name of a resource that somebody speaks of. */
  nameOf(id: string): string;
}

/** 邻居: who is beside a device, on which ports, and why that is believed (R-8.4.2-c2-1). */
export function NeighboursPanel({ resourceId, nameOf }: Props) {
  const { t } = useTranslation(['topology', 'terms']);
  const before = useBefore();
  const { data, error } = useResourceLinks(resourceId);
  const [open, setOpen] = useState<string | null>(null);
  const links = data ? ownLinks(resourceId, data.items) : [];
  const doubtful = links.filter(({ link }) => link.conflicts.length > 0).length;
  const count = t(doubtful === 0 ? 'topology:neighbours.count' : 'topology:neighbours.doubtful', { count: links.length, doubtful });
  return (
    <Panel title={t('topology:neighbours')} meta={data ? before(count) : undefined} padded={false}>
      {error && !data && (
        <p className={styles.note} role="alert">
          {t('topology:neighbours.failed', { problem: t(`terms:problem.${error.code}`) })}
        </p>
      )}
      {!data && !error && <p className={styles.note}>{t('topology:neighbours.loading')}</p>}
      {data && links.length === 0 && <p className={styles.note}>{t('topology:neighbours.none')}</p>}
      {links.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              {(['port', 'remote', 'remotePort', 'confidence', 'seen'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`topology:column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {links.map((one) => (
              <Fragment key={one.link.id}>
                <Row one={one} isOpen={open === one.link.id} onToggle={() => setOpen(open === one.link.id ? null : one.link.id)} />
                {open === one.link.id && <Why one={one} nameOf={nameOf} />}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

interface RowProps {
  readonly one: OwnLink;
  readonly isOpen: boolean;
  onToggle(): void;
}

function Row({ one: { link, own, remote, askedMs: everyMs }, isOpen, onToggle }: RowProps) {
  const { t } = useTranslation('topology');
  const port = own.port === '' ? t('port.unknown') : own.port;
  return (
    <tr>
      <td>
        <button
          type="button"
          className={styles.port}
          aria-expanded={isOpen}
          aria-label={t('why', { port, remote: remote.name })}
          onClick={onToggle}
        >
          {port}
        </button>
      </td>
      <td className="ellipsis" title={remote.name}>
        {remote.resourceId === null ? (
          <>
            {remote.name} <Tag look="dashed">{t('unmanaged')}</Tag>
          </>
        ) : (
          <Link to="/resources/$id" params={{ id: remote.resourceId }}>
            {remote.name}
          </Link>
        )}
      </td>
      <td>{remote.port === '' ? <span className="meta">{t('port.unknown')}</span> : remote.port}</td>
      <td className={styles.number}>
        {link.conflicts.length > 0 && (
          <>
            <span title={t('conflict.text', { count: link.conflicts.length })}>
              <Tag look="dashed">{t('conflict')}</Tag>
            </span>{' '}
          </>
        )}
        {formatNumber(link.confidence, 2)}
      </td>
      <td className={styles.number}>
        <Age at={link.seenAt} intervalMs={everyMs} />
      </td>
    </tr>
  );
}

function Why({ one: { link }, nameOf }: { readonly one: OwnLink; readonly nameOf: Props['nameOf'] }) {
  const { t } = useTranslation('topology');
  return (
    <tr>
      <td colSpan={5} className={styles.why}>
        <ul aria-label={t('why.title')}>
          {link.evidence.map((evidence) => (
            <li key={`${evidence.kind} ${evidence.resourceId} ${evidence.port} ${saidOf(evidence).join(' ')}`}>
              <b>{t(`evidence.${evidence.kind}`)}</b>
              <span>
                <Said evidence={evidence} who={nameOf(evidence.resourceId)} />
              </span>
              <Age at={evidence.at} intervalMs={Math.min(askedMs(evidence), Number.MAX_SAFE_INTEGER)} />
            </li>
          ))}
          {link.conflicts.length > 0 && <li>{t('conflict.text', { count: link.conflicts.length })}</li>}
        </ul>
      </td>
    </tr>
  );
}

/** What tells two pieces of evidence of one kind and port apart. */
function saidOf(evidence: LinkEvidence): readonly (string | number)[] {
  switch (evidence.kind) {
    case 'lldp':
      return [evidence.chassis.value, evidence.remotePort];
    case 'cdp':
      return [evidence.deviceId, evidence.remotePort];
    case 'fdb':
      return [evidence.vlan ?? ''];
    case 'arp':
      return [evidence.address, evidence.mac];
    case 'manual':
      return [evidence.by];
  }
}

function Said({ evidence, who }: { readonly evidence: LinkEvidence; readonly who: string }) {
  const { t } = useTranslation('topology');
  const port = evidence.port === '' ? t('port.unknown') : evidence.port;
  switch (evidence.kind) {
    case 'lldp':
      return t('said.lldp', { who, port, name: evidence.sysName || evidence.chassis.value, remotePort: evidence.remotePort });
    case 'cdp':
      return t('said.cdp', { who, port, name: evidence.deviceId, remotePort: evidence.remotePort });
    case 'fdb':
      return evidence.vlan === null
        ? t('said.fdb', { who, port, count: evidence.addresses })
        : t('said.fdb.vlan', { who, port, vlan: evidence.vlan, count: evidence.addresses });
    case 'arp':
      return t('said.arp', { who, port, address: evidence.address, mac: evidence.mac });
    case 'manual':
      return t('said.manual', { who, port, by: evidence.by });
  }
}
