import { useTranslation } from 'react-i18next';
import type { RetentionUse } from '../../../shared/contracts/retention.ts';
import { GRACE_MS, type Shortening } from '../../../shared/domain/retention/keeping.ts';
import { Ask } from '../../components/Ask/Ask.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatBytes, formatCount, formatDate, formatDateTime } from '../../lib/format.ts';
import styles from './keeping.module.css';
import { goneBy } from './model.ts';
import { classText } from './words.ts';

interface Props {
  readonly shorter: readonly Shortening[];
  readonly use: RetentionUse;
  readonly reason: string | null;
  readonly busy: boolean;
  readonly onDo: () => void;
  readonly onCancel: () => void;
}

/** What a shorter time takes away and from when on, before anybody says yes. */
export function ShortenAsk({ shorter, use, reason, busy, onDo, onCancel }: Props) {
  const { t } = useTranslation('keeping');
  const at = useNow() + GRACE_MS;
  return (
    <Ask
      title={t('shorten')}
      text={t('shorten.text', { at: formatDateTime(at) })}
      action={t('shorten.do')}
      reason={reason}
      busy={busy}
      onDo={onDo}
      onCancel={onCancel}
    >
      <ul className={styles.list}>
        {shorter.map((one) => {
          const days = { from: formatCount(one.from), to: formatCount(one.to) };
          if (one.what === 'class') return <li key={`class ${classText(one)}`}>{t('shorten.class', { ...days, name: classText(one) })}</li>;
          const gone = goneBy(one, use, at);
          return (
            <li key={one.what}>
              {t(`shorten.${one.what}`, days)}{' '}
              {gone === null || gone.from === null || gone.to === null ? (
                t('shorten.nothing')
              ) : (
                <b>
                  {t('shorten.gone', {
                    weeks: formatCount(gone.weeks),
                    from: formatDate(gone.from),
                    to: formatDate(gone.to - 1),
                    bytes: formatBytes(gone.bytes),
                  })}
                </b>
              )}
            </li>
          );
        })}
      </ul>
    </Ask>
  );
}
