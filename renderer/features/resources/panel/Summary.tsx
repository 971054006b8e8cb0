import { useTranslation } from 'react-i18next';
import type { DeviceHardware } from '../../../../shared/contracts/hardware.ts';
import { POWER_ASKED_MS } from '../../../../shared/domain/hardware/part.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { formatCount, formatValue } from '../../../lib/format.ts';
import { PORT_STATES, type PortState } from '../page/ports.ts';
import styles from './front.module.css';

export interface SummaryProps {
  readonly states: readonly PortState[];
  readonly hardware: DeviceHardware | null;
}

/** While no port is looked at: how many are in which state, what power is given, and how to go on. */
export function Summary({ states, hardware }: SummaryProps) {
  const { t } = useTranslation(['panel', 'resources']);
  const power = hardware?.power ?? null;
  const unmatched = power?.ports.filter(({ port }) => port === '').length ?? 0;
  const watts = (value: number | null): string => (value === null ? t('panel:value.none') : formatValue(value, 'W', 0));
  return (
    <>
      <Panel title={t('panel:summary')}>
        <dl className={styles.facts}>
          {PORT_STATES.map((state) => (
            <Count key={state} name={t(`resources:port.${state}`)} count={states.filter((one) => one === state).length} />
          ))}
        </dl>
        <p className={styles.told}>{t('panel:summary.hint')}</p>
      </Panel>
      {power !== null && (
        <Panel title={t('panel:port.power')} age={<Age at={power.at} intervalMs={POWER_ASKED_MS} />}>
          <dl className={styles.facts}>
            {power.groups.map(({ group, nominalWatts, usedWatts, state }) => (
              <Row
                key={group}
                name={t('panel:power.group', { group })}
                text={`${t('panel:power.used', { used: watts(usedWatts), nominal: watts(nominalWatts) })} ${state === null ? '' : t(`panel:supply.${state}`)}`}
              />
            ))}
          </dl>
          {unmatched > 0 && <p className={styles.told}>{t('panel:power.unmatched', { count: unmatched })}</p>}
        </Panel>
      )}
    </>
  );
}

function Count({ name, count }: { readonly name: string; readonly count: number }) {
  return <Row name={name} text={formatCount(count)} />;
}

function Row({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}
