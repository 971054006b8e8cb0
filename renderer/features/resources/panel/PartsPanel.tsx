import { useTranslation } from 'react-i18next';
import type { DeviceHardware, HardwareChange } from '../../../../shared/contracts/hardware.ts';
import { isWatched } from '../../../../shared/domain/hardware/changes.ts';
import type { Part } from '../../../../shared/domain/hardware/part.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatCount, formatWhen } from '../../../lib/format.ts';
import styles from './front.module.css';

/** Rows of a table; the inventory has the rest. */
const MOST = 300;
const VERSIONS = ['serial', 'model', 'hardware', 'firmware', 'software', 'manufacturer'] as const;

/** Hardware, firmware and software of a part, as far as it tells them. */
export const versionsOf = ({ hardware, firmware, software }: Part): string =>
  hardware === '' && firmware === '' && software === '' ? '' : [hardware, firmware, software].map((one) => one || '-').join(' / ');

/** Every part of the device that has a name for somebody, with its serial number (R-8.4.2-c2-9). */
export function PartsPanel({ hardware }: { readonly hardware: DeviceHardware }) {
  const { t } = useTranslation('panel');
  const parts = hardware.parts.filter(isWatched);
  const shown = parts.slice(0, MOST);
  const meta =
    shown.length === parts.length
      ? t('parts.count', { shown: formatCount(parts.length) })
      : t('parts.some', { shown: formatCount(shown.length), total: formatCount(parts.length) });
  return (
    <Panel title={t('parts')} meta={parts.length === 0 ? undefined : meta} padded={false}>
      {parts.length === 0 ? (
        <p className={styles.note}>{t('parts.none')}</p>
      ) : (
        <div className={styles.wide}>
          <table className={styles.table}>
            <thead>
              <tr>
                {(['class', 'part', 'model', 'serial', 'manufacturer', 'versions'] as const).map((column) => (
                  <th key={column}>{t(`column.${column}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((part) => (
                <tr key={part.component}>
                  <td data-tone="meta">{t(`class.${part.class}`)}</td>
                  <td>{part.component}</td>
                  <td>{part.model}</td>
                  <td>{part.serial}</td>
                  <td data-tone="meta">{part.manufacturer}</td>
                  <td data-tone="meta">{versionsOf(part)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** What became of the parts since the device told of them first (R-8.2.4-a2-2). */
export function ChangesPanel({ hardware: { changes, changesTotal } }: { readonly hardware: DeviceHardware }) {
  const { t } = useTranslation('panel');
  const now = useNow();
  const meta =
    changes.length === changesTotal
      ? t('changes.count', { total: formatCount(changesTotal) })
      : t('changes.some', { shown: formatCount(changes.length), total: formatCount(changesTotal) });
  return (
    <Panel title={t('changes')} meta={changesTotal === 0 ? undefined : meta} padded={false}>
      {changes.length === 0 ? (
        <p className={styles.note}>{t('changes.none')}</p>
      ) : (
        <div className={styles.wide}>
          <table className={styles.table}>
            <tbody>
              {changes.map((change) => (
                <tr key={change.id}>
                  <td data-tone="meta">{formatWhen(change.at, now)}</td>
                  <td>{t(`change.${change.kind}`)}</td>
                  <td data-tone="meta">{t(`class.${change.class}`)}</td>
                  <td>{change.component}</td>
                  <td>
                    <What change={change} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function What({ change: { before, after } }: { readonly change: HardwareChange }) {
  const { t } = useTranslation('panel');
  const one = after ?? before;
  if (before === null || after === null) {
    if (one === null) return null;
    const told = (['model', 'serial'] as const).filter((what) => one[what] !== '');
    return told.map((what) => t('change.pair', { what: t(`change.${what}`), text: one[what] })).join(' · ');
  }
  return VERSIONS.filter((what) => before[what] !== after[what] && after[what] !== '')
    .map((what) =>
      t('change.pair', { what: t(`change.${what}`), text: t('change.from', { before: before[what] || '-', after: after[what] }) }),
    )
    .join(' · ');
}
