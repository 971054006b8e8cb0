import { useTranslation } from 'react-i18next';
import type { DiscoveryCandidate } from '../../../../shared/contracts/discovery.ts';
import styles from './batch.module.css';

type Item = DiscoveryCandidate['evidence'][number];

/** One independent signal: filled where it speaks for one device, framed where it contradicts. */
export function EvidenceBox({ item }: { readonly item: Item }) {
  const { t } = useTranslation('discovery');
  return (
    <span className={styles.evidence} data-verdict={item.verdict} title={t(`evidence.${item.key}.${item.verdict}`)}>
      {t(`evidence.short.${item.key}`)}
    </span>
  );
}

/** Every signal of a row, read out in words. */
export function EvidenceBoxes({ items }: { readonly items: readonly Item[] }) {
  const { t } = useTranslation(['discovery', 'common']);
  if (items.length === 0) return null;
  const words = items.map(({ key, verdict }) => t(`discovery:evidence.${key}.${verdict}`)).join(t('common:list.clauses'));
  return (
    <span className={styles.evidences}>
      <span aria-hidden="true">
        {items.map((item) => (
          <EvidenceBox key={`${item.key} ${item.verdict}`} item={item} />
        ))}
      </span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
