import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Fact, Resource } from '../../../../shared/contracts/resources.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { missingText } from '../../../lib/faultText.ts';
import { formatDate, formatDateTime, formatDuration } from '../../../lib/format.ts';
import { useKnownNow } from '../../../lib/old.ts';
import styles from './page.module.css';
import { PANEL_FACTS, type PanelFact } from './pageModel.ts';

/** 资料: what a person wrote down, and what the resource says of itself. */
export function FactsPanel({ resource, facts }: { readonly resource: Resource; readonly facts: readonly z.output<typeof Fact>[] }) {
  const { t } = useTranslation(['resources', 'terms', 'common']);
  const now = useKnownNow();
  const shown = PANEL_FACTS.flatMap((name) => facts.filter((fact) => fact.name === name && fact.component === ''));
  const say = (name: PanelFact, value: string | number | boolean | null): string => {
    if (value === null || value === '') return t('common:value.none');
    if (name === 'monitoring.missing') return missingText(String(value));
    if (name !== 'bootedAt' || typeof value !== 'number') return String(value);
    return t('resources:fact.bootedAt.text', { duration: formatDuration((now - value) / 1000), at: formatDateTime(value) });
  };
  return (
    <Panel
      title={t('resources:facts')}
      meta={t('resources:facts.version', { version: resource.version, at: formatDate(resource.updatedAt) })}
    >
      <dl className={styles.facts}>
        <dt>{t('resources:field.address')}</dt>
        <dd>{resource.address}</dd>
        <dt>{t('resources:field.location')}</dt>
        <dd>{resource.location || t('common:value.none')}</dd>
        <dt>{t('resources:field.domain')}</dt>
        <dd>{resource.domain || t('common:value.none')}</dd>
        <dt>{t('resources:field.tags')}</dt>
        <dd>{resource.tags.join(t('common:list.separator')) || t('common:value.none')}</dd>
        <dt>{t('resources:fact.collection')}</dt>
        <dd>
          {t(resource.intervalS === null ? 'resources:fact.collection.default' : 'resources:fact.collection.own', {
            importance: t(`terms:importance.${resource.importance}`),
            seconds: resource.effectiveIntervalS,
            points: resource.points,
          })}
        </dd>
        <dt>{t('resources:fact.since')}</dt>
        <dd>{formatDateTime(resource.createdAt)}</dd>
        {shown
          .filter((fact) => fact.name !== 'monitoring.missing' || fact.value !== '')
          .map((fact) => (
            <Row key={fact.name} name={t(`resources:fact.${fact.name as PanelFact}`)} value={say(fact.name as PanelFact, fact.value)} />
          ))}
      </dl>
    </Panel>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
