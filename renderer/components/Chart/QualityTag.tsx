import { useTranslation } from 'react-i18next';
import type { Quality } from '../../../shared/domain/observation/quality.ts';
import { Tag } from '../Tag/Tag.tsx';
import { qualitiesText, qualityText } from './quality.ts';

/** What is less than good about the newest figure of a series; nothing where it is good. */
export function QualityTag({ quality }: { readonly quality: Quality | null | undefined }) {
  const { t } = useTranslation(['chart', 'terms']);
  return quality ? <Tag look="dashed">{qualityText(t, quality)}</Tag> : null;
}

/** One word beside a figure in a table that is to be doubted, with what for as its title; nothing where it is not. */
export function DoubtTag({ doubts }: { readonly doubts: readonly Quality[] }) {
  const { t } = useTranslation(['chart', 'terms']);
  if (doubts.length === 0) return null;
  return (
    <span title={qualitiesText(t, doubts)}>
      <Tag look="dashed">{t('chart:quality.word')}</Tag>{' '}
    </span>
  );
}
