import { useTranslation } from 'react-i18next';
import type { Collection, Door } from '../../../shared/contracts/collection.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { wireText } from '../../i18n/index.ts';
import { formatBytes, formatCount, formatNumber } from '../../lib/format.ts';
import { useBefore } from '../../lib/old.ts';
import styles from './collection.module.css';

const EVERY_MS = 5000;

/** 接收端口: what is listened on, what waits, and what was lost on the way. */
export function DoorPanel({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation('collection');
  const before = useBefore();
  const { reception, logs, isReceiving } = collection;
  if (!reception)
    return (
      <Panel title={t('doors')}>
        <p className={styles.note}>{t('doors.unknown')}</p>
      </Panel>
    );
  const { waiting } = reception;
  return (
    <Panel
      title={t('doors')}
      meta={before(
        t('doors.meta', { rate: formatNumber(logs.perSecond, logs.perSecond < 10 ? 1 : 0), taken: formatCount(reception.taken) }),
      )}
      age={<Age at={reception.at} intervalMs={EVERY_MS} />}
      padded={false}
      footer={
        <span className={styles.foot}>
          {t('doors.waiting', { items: formatCount(waiting.items), bytes: formatBytes(waiting.bytes) })}
          {' · '}
          {reception.shed + waiting.dropped > 0 ? (
            <b>{t('doors.shed', { n: formatCount(reception.shed + waiting.dropped) })}</b>
          ) : (
            t('doors.shed', { n: '0' })
          )}
          <br />
          {reception.events.version === null
            ? t('events.none')
            : t('events.found', { rules: formatCount(reception.events.rules), hits: formatCount(reception.events.hits) })}
          {reception.events.strangers > 0 && t('events.strangers', { n: formatCount(reception.events.strangers) })}
        </span>
      }
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.door')}</th>
            <th scope="col">{t('column.address')}</th>
            <th scope="col">{t('column.state')}</th>
            <th scope="col" className={styles.number}>
              {t('column.connections')}
            </th>
            <th scope="col" className={styles.number}>
              {t('column.dropped')}
            </th>
          </tr>
        </thead>
        <tbody>
          {reception.doors.map((door) => (
            <Row key={door.door} door={door} isReceiving={isReceiving} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Row({ door, isReceiving }: { readonly door: Door; readonly isReceiving: boolean }) {
  const { t } = useTranslation('collection');
  const { problem, dropped, bufferBytes } = door;
  return (
    <>
      <tr>
        <td>{wireText('health', `door.${door.door}`) ?? door.door}</td>
        <td className="mono">{`${door.host}:${door.port}`}</td>
        <td>
          <span className={styles.marked}>
            {!door.isOpen && <SeverityMark level="major" size={16} />}
            {t(!isReceiving ? 'state.unknown' : door.isOpen ? 'state.open' : 'state.closed')}
          </span>
        </td>
        <td className={styles.number}>{door.transport === 'udp' ? '—' : formatCount(door.connections)}</td>
        <td className={styles.number} title={bufferBytes === null ? undefined : t('buffer', { bytes: formatBytes(bufferBytes) })}>
          {dropped === null ? '—' : dropped > 0 ? <b>{formatCount(dropped)}</b> : '0'}
        </td>
      </tr>
      {problem !== null && (
        <tr>
          <td colSpan={5} className={styles.next}>
            <b>{wireText('health', `missing.${problem}`) ?? problem}</b> {wireText('health', `missing.${problem}.next`) ?? ''}
          </td>
        </tr>
      )}
    </>
  );
}
