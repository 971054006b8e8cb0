import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EventRule, EventRuleView } from '../../../../shared/contracts/eventRules.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import type { Failure } from '../../../lib/api.ts';
import { useKeys } from '../../../lib/keys.ts';
import styles from '../policies.module.css';
import { NEW } from '../search.ts';
import { moved } from './model.ts';
import { useOrderRules, useRemoveRule, useSwitchRule } from './queries.ts';

const route = getRouteApi('/shell/policies');

interface Props {
  readonly list: EventRuleView;
  readonly seen: EventRule | null;
  readonly isDirty: boolean;
  readonly isSound: boolean;
  readonly isSaving: boolean;
  readonly failure: Failure | null;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onOpen: (id: string | undefined) => void;
}

/** Every step that can be taken with a rule, and why one cannot be taken now. */
export function EventActions({ list, seen, isDirty, isSound, isSaving, failure, onSave, onDiscard, onOpen }: Props) {
  const { t } = useTranslation(['eventRules', 'policies', 'terms']);
  const hindered = useActionReason('policy.edit');
  const saveReason = hindered ?? (isDirty ? (isSound ? null : t('eventRules:reason.unsound')) : t('eventRules:reason.noChange'));
  useKeys([
    {
      id: 'events.save',
      keys: 'Control+KeyS',
      title: t('eventRules:key.save'),
      group: t('policies:title'),
      inText: true,
      run: () => (saveReason === null && !isSaving ? onSave() : undefined),
    },
  ]);
  return (
    <Panel title={t('eventRules:actions')}>
      <div className={styles.actions}>
        <div className={styles.actionRow}>
          <Button look="primary" kbd="Ctrl S" busy={isSaving} reason={saveReason} onClick={onSave}>
            {isSaving
              ? t('eventRules:action.saving')
              : seen
                ? t('eventRules:action.save', { version: seen.version + 1 })
                : t('eventRules:action.create')}
          </Button>
          {isDirty && seen && <Button onClick={onDiscard}>{t('eventRules:action.discard')}</Button>}
        </div>
        {failure && <p role="alert">{t(`terms:problem.${failure.code}`)}</p>}
        {seen && <Steps list={list} rule={seen} isDirty={isDirty} hindered={hindered} onOpen={onOpen} />}
      </div>
    </Panel>
  );
}

interface StepsProps extends Pick<Props, 'list' | 'isDirty' | 'onOpen'> {
  readonly rule: EventRule;
  readonly hindered: string | null;
}

function Steps({ list, rule, isDirty, hindered, onOpen }: StepsProps) {
  const { t } = useTranslation(['eventRules', 'terms']);
  const navigate = route.useNavigate();
  const flip = useSwitchRule();
  const order = useOrderRules();
  const remove = useRemoveRule();
  const { id, version, isOn, isBuiltIn, activeAlarms } = rule;
  const busy = hindered ?? (isDirty ? t('eventRules:reason.unsaved') : null);
  const failure = flip.error ?? order.error ?? remove.error;
  const step = (by: -1 | 1, label: 'up' | 'down', end: 'first' | 'last') => {
    const ids = moved(list.items, id, by);
    return (
      <Button
        look="quiet"
        busy={order.isPending}
        reason={hindered ?? (ids ? null : t(`eventRules:reason.${end}`))}
        reasonAt="hidden"
        onClick={() => ids && order.mutate(ids)}
      >
        {t(`eventRules:action.${label}`)}
      </Button>
    );
  };
  return (
    <>
      <div className={styles.actionRow}>
        <Button busy={flip.isPending} reason={busy} reasonAt="hidden" onClick={() => flip.mutate({ id, version, isOn: !isOn })}>
          {t(isOn ? 'eventRules:action.off' : 'eventRules:action.on')}
        </Button>
        {isOn && activeAlarms > 0 && <span className="meta">{t('eventRules:off.alarms', { count: activeAlarms })}</span>}
      </div>
      <div className={styles.actionRow}>
        {!isBuiltIn && step(-1, 'up', 'first')}
        {!isBuiltIn && step(1, 'down', 'last')}
        <Button
          look="quiet"
          reason={hindered}
          reasonAt="hidden"
          onClick={() => void navigate({ search: (old) => ({ ...old, rule: NEW, from: id }) })}
        >
          {t('eventRules:action.copy')}
        </Button>
        <Button
          look="quiet"
          busy={remove.isPending}
          reason={busy ?? (isBuiltIn ? t('eventRules:reason.builtIn') : null)}
          onClick={() => remove.mutate({ id, version }, { onSuccess: () => onOpen(undefined) })}
        >
          {t('eventRules:action.remove')}
        </Button>
      </div>
      {failure && <p role="alert">{t(`terms:problem.${failure.code}`)}</p>}
    </>
  );
}
