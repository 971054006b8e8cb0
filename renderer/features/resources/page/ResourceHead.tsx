import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { PageHead } from '../../../components/Page/Page.tsx';
import { SimulatedTag } from '../../../components/ResourceName/ResourceName.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatWhen } from '../../../lib/format.ts';
import { keyCap, useKeys } from '../../../lib/keys.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import styles from './page.module.css';

/** Worst mark, name, way, importance, and what can be done with the resource. */
export function ResourceHead({ resource, onRetire }: { readonly resource: Resource; readonly onRetire: () => void }) {
  const { t } = useTranslation(['resources', 'terms', 'common', 'tools']);
  const navigate = useNavigate();
  const lacking = useActionReason('resource.edit');
  const isLost = useIsLost();
  const now = useNow();
  const { silentUntil } = resource;
  const isRetired = resource.retiredAt !== null;
  const diagnose = () => void navigate({ to: '/resources/$id/tools', params: { id: resource.id } });
  const edit = () => void navigate({ to: '/resources/$id/edit', params: { id: resource.id } });
  useKeys([
    { id: 'resource.tools', keys: 'KeyD', title: t('tools:key.open'), group: t('resources:title'), run: diagnose },
    { id: 'resource.edit', keys: 'KeyE', title: t('resources:edit'), group: t('resources:title'), reason: lacking, run: edit },
    {
      id: 'resource.back',
      keys: 'Escape',
      title: t('resources:back'),
      group: t('resources:title'),
      run: () => void navigate({ to: '/resources' }),
    },
  ]);
  return (
    <PageHead
      title={resource.name}
      mark={
        resource.worst !== null && (
          <span className={styles.headMark} data-lost={isLost || undefined}>
            <SeverityMark level={resource.worst} size={24} />
          </span>
        )
      }
      crumbs={[
        <Link key="list" to="/resources">
          {t('resources:title')}
        </Link>,
        <Link key="class" to="/resources" search={{ class: resource.resourceClass }}>
          {t(`terms:class.${resource.resourceClass}`)}
        </Link>,
        ...(resource.location === '' ? [] : [<span key="location">{resource.location}</span>]),
      ]}
      meta={
        <>
          <Tag look="solid">{t('resources:importance', { name: t(`terms:importance.${resource.importance}`) })}</Tag>{' '}
          {resource.isSimulated && <SimulatedTag />} {resource.isLocal && <Tag>{t('resources:local')}</Tag>}{' '}
          {isRetired && <Tag look="dashed">{t('resources:retired')}</Tag>}{' '}
          {silentUntil !== null && silentUntil > now && (
            <Tag look="dashed">{t('resources:silentUntil', { at: formatWhen(silentUntil, now) })}</Tag>
          )}
        </>
      }
      actions={
        !isRetired && (
          <>
            <Button kbd={keyCap('KeyD')} onClick={diagnose}>
              {t('tools:open')}
            </Button>
            <Button kbd={keyCap('KeyE')} reason={lacking} reasonAt={resource.isLocal ? 'beside' : 'hidden'} onClick={edit}>
              {t('resources:edit')}
            </Button>
            <Button reason={resource.isLocal ? t('resources:retire.local') : lacking} onClick={onRetire}>
              {t('resources:retire')}
            </Button>
          </>
        )
      }
    />
  );
}
