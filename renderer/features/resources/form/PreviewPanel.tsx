import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../shared/domain/policy/policy.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { formatCount } from '../../../lib/format.ts';
import { pointsText } from './checkTexts.ts';
import styles from './form.module.css';
import { previewOf, type ResourceDraft } from './formModel.ts';

interface Props {
  readonly draft: ResourceDraft;
  readonly policies: readonly Policy[];
  readonly resourceId: string;
}

/** What will be collected and how often, worked out from the form as it stands. */
export function PreviewPanel({ draft, policies, resourceId }: Props) {
  const { t } = useTranslation(['resources', 'terms']);
  const preview = previewOf(draft, policies, resourceId);
  return (
    <aside className={styles.preview} aria-label={t('resources:preview')}>
      <Panel title={t('resources:preview')} meta={t('resources:preview.meta')}>
        <dl className={styles.figures}>
          <dt>{t('resources:preview.interval')}</dt>
          <dd>{t('resources:preview.interval.text', { seconds: preview.intervalS })}</dd>
          <dt>{t('resources:preview.requests')}</dt>
          <dd>{t('resources:preview.requests.text', { times: formatCount(preview.perHour) })}</dd>
          <dt>{t('resources:preview.points')}</dt>
          <dd>
            {preview.openEnded === null
              ? t('resources:preview.points.text', { count: preview.points ?? 0 })
              : pointsText(preview.openEnded)}
          </dd>
          <dt>{t('resources:preview.silent')}</dt>
          <dd>{t('resources:preview.silent.text', { seconds: preview.intervalS * 3 })}</dd>
        </dl>
        <ul className={styles.previewChecks}>
          {preview.checks.map((check) => (
            <li key={check.key}>
              <b>{t(`terms:protocol.${check.protocol}`)}</b> <span className={styles.target}>{check.target}</span>
              <p className="meta">{check.metrics.map((metric) => t(`terms:metric.${metric}`)).join(t('resources:separator'))}</p>
            </li>
          ))}
        </ul>
        {preview.checks.length === 0 && <p className="meta">{t('resources:preview.none')}</p>}
      </Panel>
    </aside>
  );
}
