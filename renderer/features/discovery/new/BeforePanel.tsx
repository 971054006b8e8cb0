import { useTranslation } from 'react-i18next';
import { ECHOES, estimateS, MOST_REQUESTS, REFUSALS, SILENCES, TRIES } from '../../../../shared/domain/discovery/plan.ts';
import type { RangeEntry, Scope } from '../../../../shared/domain/discovery/ranges.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { formatCount } from '../../../lib/format.ts';
import { useSnmpSets } from '../../credentials/index.ts';
import styles from '../discovery.module.css';
import { timeText } from '../model.ts';
import type { ScopeDraft } from './draft.ts';

/** A count that may be larger than a number holds exactly: an IPv6 prefix. */
const countText = (count: bigint): string => (count <= 999_999_999n ? formatCount(Number(count)) : count.toLocaleString('en-US'));

/** What will be asked, how and for how long, as it stands now; numbers that add up. */
export function BeforePanel({ draft, scope }: { readonly draft: ScopeDraft; readonly scope: Scope }) {
  const { t } = useTranslation(['discovery', 'common']);
  const { data: sets = [] } = useSnmpSets();
  const names = draft.credentialIds.flatMap((id) => sets.find((set) => set.id === id)?.name ?? []);
  const { least, most } = estimateS(Number(scope.asked), draft.pace, names.length);
  return (
    <div className={styles.before}>
      <Panel title={t('discovery:before.title')}>
        <dl className={styles.facts}>
          <dt>{t('discovery:before.asked')}</dt>
          <dd className={styles.figure}>{t('discovery:before.addresses', { n: countText(scope.asked) })}</dd>
          <dt>{t('discovery:before.excluded')}</dt>
          <dd>{t('discovery:before.addresses', { n: countText(scope.excluded) })}</dd>
          <dt>{t('discovery:before.within')}</dt>
          <dd>
            {t('discovery:before.sum', {
              within: countText(scope.within),
              asked: countText(scope.asked),
              excluded: countText(scope.excluded),
            })}
          </dd>
          <dt>{t('discovery:before.how')}</dt>
          <dd>
            {t('discovery:before.how.icmp', { echoes: ECHOES })}
            <br />
            {names.length === 0
              ? t('discovery:before.how.noSnmp')
              : t('discovery:before.how.snmp', { port: draft.port, sets: names.join(t('common:list.separator')) })}
          </dd>
          {names.length > 0 && (
            <>
              <dt>{t('discovery:before.trial')}</dt>
              <dd>{t('discovery:before.trial.value', { refusals: REFUSALS, silences: SILENCES })}</dd>
            </>
          )}
          <dt>{t('discovery:before.limit')}</dt>
          <dd>{t('discovery:before.limit.value', { most: MOST_REQUESTS, tries: TRIES })}</dd>
          <dt>{t('discovery:before.time')}</dt>
          <dd>
            {scope.problem === null
              ? t('discovery:before.time.value', { least: timeText(least), most: timeText(most) })
              : t('common:value.unknown')}
          </dd>
          <dt>{t('discovery:before.then')}</dt>
          <dd>{t('discovery:before.then.value')}</dd>
        </dl>
        <Entries title={t('discovery:before.entries')} entries={scope.ranges} none={t('discovery:before.noRanges')} />
        <Entries title={t('discovery:before.exclusions')} entries={scope.exclusions} none={t('discovery:before.noExclusions')} />
      </Panel>
    </div>
  );
}

interface EntriesProps {
  readonly title: string;
  readonly entries: readonly RangeEntry[];
  readonly none: string;
}

function Entries({ title, entries, none }: EntriesProps) {
  const { t } = useTranslation('discovery');
  return (
    <section className={styles.entries}>
      <h3>{title}</h3>
      {entries.length === 0 ? (
        <p className="meta">{none}</p>
      ) : (
        <ul>
          {entries.map(({ text, fault, count }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same entry may stand twice
            <li key={index} data-faulty={fault !== null || undefined}>
              <span className="mono">{text}</span>
              <span>{fault === null ? countText(count) : t(`fault.${fault}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
