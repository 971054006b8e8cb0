import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { formatNumber } from '../../lib/format.ts';
import { useBefore } from '../../lib/old.ts';
import { Evidence } from './Evidence.tsx';
import { type OwnLink, ownLinks } from './linkModel.ts';
import styles from './neighbours.module.css';
import { useResourceLinks } from './queries.ts';

interface Props {
  readonly resourceId: string;
}

/** 邻居: who is beside a device, on which ports, and why that is believed (R-8.4.2-c2-1). */
export function NeighboursPanel({ resourceId }: Props) {
  const { t } = useTranslation(['topology', 'terms']);
  const before = useBefore();
  const { data, error } = useResourceLinks(resourceId);
  const [open, setOpen] = useState<string | null>(null);
  const links = data ? ownLinks(resourceId, data.items) : [];
  const doubtful = links.filter(({ link }) => link.conflicts > 0).length;
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
                {open === one.link.id && <Why one={one} />}
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

function Row({ one: { link, own, remote, askedMs }, isOpen, onToggle }: RowProps) {
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
        {link.conflicts > 0 && (
          <>
            <span title={t('conflict.text', { count: link.conflicts })}>
              <Tag look="dashed">{t('conflict')}</Tag>
            </span>{' '}
          </>
        )}
        {formatNumber(link.confidence, 2)}
      </td>
      <td className={styles.number}>
        <Age at={link.seenAt} intervalMs={askedMs} />
      </td>
    </tr>
  );
}

function Why({ one: { link } }: { readonly one: OwnLink }) {
  return (
    <tr>
      <td colSpan={5}>
        <Evidence link={link} />
      </td>
    </tr>
  );
}
