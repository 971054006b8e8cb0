import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useCan } from '../../../lib/session.ts';
import { isOfPort, picturedBy } from '../explain.ts';
import { mapOf, toolsOf } from '../mapOf.ts';
import { useDesk } from '../store.ts';
import type { DeskActions } from '../useDeskActions.ts';
import styles from './ActionBar.module.css';

const ACTIONS = [
  ['acknowledge', 'acknowledge'],
  ['many', 'acknowledgeMany'],
  ['comment', 'comment'],
  ['unacknowledge', 'unacknowledge'],
  ['clear', 'clear'],
] as const;

/** Actions of the drawer; what is off says why, in words, under the buttons. */
export function ActionBar({ alarm, actions }: { readonly alarm: Alarm; readonly actions: DeskActions }) {
  const { t } = useTranslation(['alarms', 'tools']);
  const showChart = useDesk((state) => state.showChart);
  const navigate = useNavigate();
  const mayReadResource = useCan('resource.read');
  const router = useRouter();
  const { id, resourceId } = alarm;
  // Whoever looks at an alarm is a key away from the map: it is there before the key is pressed.
  useEffect(() => {
    if (mayReadResource) router.preloadRoute(mapOf({ id, resourceId })).catch(() => undefined);
  }, [router, mayReadResource, id, resourceId]);
  const { reasons } = actions;
  const off = ACTIONS.flatMap(([key, action]) => {
    const reason = reasons[key];
    return reason === null ? [] : [{ action, reason }];
  });
  return (
    <>
      <div className={styles.actions}>
        <Button look="primary" kbd="a" reason={reasons.acknowledge} reasonAt="hidden" busy={actions.isBusy} onClick={actions.acknowledge}>
          {t('action.acknowledge')}
        </Button>
        <Button kbd="A" reason={reasons.many} reasonAt="hidden" onClick={actions.acknowledgeMany}>
          {t('action.acknowledgeMany')}
        </Button>
        <Button kbd="c" reason={reasons.comment} reasonAt="hidden" onClick={() => actions.openBox('comment')}>
          {t('action.comment')}
        </Button>
        {picturedBy(alarm) !== null && (
          <Button kbd="v" onClick={showChart}>
            {t('action.chart')}
          </Button>
        )}
        <Button reason={reasons.unacknowledge} reasonAt="hidden" onClick={() => actions.openBox('unacknowledge')}>
          {t('action.unacknowledge')}
        </Button>
        <Button reason={reasons.clear} reasonAt="hidden" onClick={() => actions.openBox('clear')}>
          {t('action.clear')}
        </Button>
        {mayReadResource && (
          <Button kbd="t" onClick={() => void navigate(mapOf(alarm))}>
            {t('topology.button')}
          </Button>
        )}
        {mayReadResource && isOfPort(alarm) && (
          <Button
            onClick={() =>
              void navigate({ to: '/resources/$id/panel', params: { id: alarm.resourceId }, search: { port: alarm.component } })
            }
          >
            {t('action.port')}
          </Button>
        )}
        {mayReadResource && (
          <Button kbd="d" onClick={() => void navigate(toolsOf(alarm))}>
            {t('tools:open')}
          </Button>
        )}
        {mayReadResource && (
          <Button onClick={() => void navigate({ to: '/resources/$id', params: { id: alarm.resourceId } })}>{t('action.resource')}</Button>
        )}
      </div>
      {off.length > 0 && (
        <ul className={styles.reasons}>
          {off.map(({ action, reason }) => (
            <li key={action}>{t('reason.line', { action: t(`action.${action}`), reason })}</li>
          ))}
        </ul>
      )}
    </>
  );
}
