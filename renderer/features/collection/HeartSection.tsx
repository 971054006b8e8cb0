import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Heartbeat, setHeartbeatLimit } from '../../../shared/contracts/collection.ts';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { DrawerSection } from '../../components/Drawer/Drawer.tsx';
import { Select } from '../../components/Input/Input.tsx';
import { call, type Failure } from '../../lib/api.ts';
import { collectionQuery } from '../../lib/collection.ts';
import { formatDateTime, formatDuration } from '../../lib/format.ts';
import { useBefore } from '../../lib/old.ts';
import styles from './collection.module.css';
import { heartName } from './words.ts';

/** Limits in seconds that can be chosen. */
const LIMITS_S = [300, 900, 3600, 21_600, 86_400, 604_800];

/** How often one source is heard, and how long it may be quiet, which can be set. */
export function HeartSection({ address, heart }: { readonly address: string; readonly heart: Heartbeat | null }) {
  const { t } = useTranslation(['collection', 'terms']);
  const client = useQueryClient();
  const before = useBefore();
  const reason = useActionReason('resource.edit');
  const set = useMutation<unknown, Failure, number | null>({
    mutationFn: (limitS) => call(setHeartbeatLimit, { body: { address, limitS } }),
    onSettled: () => client.invalidateQueries({ queryKey: collectionQuery.queryKey }),
  });
  const setS = heart?.isSet && heart.limitMs !== null ? heart.limitMs / 1000 : null;
  const choices = setS === null || LIMITS_S.includes(setS) ? LIMITS_S : [...LIMITS_S, setS].sort((a, b) => a - b);
  return (
    <DrawerSection title={t('collection:hearts')}>
      <p>
        <b>{before(t(`collection:heart.${heart?.state ?? 'learning'}`))}</b>
        {heart?.by && ` ${t(`collection:heart.by.${heart.state === 'held' ? 'held' : 'covered'}`, { name: heartName(heart.by) })}`}
      </p>
      <p>
        {heart?.lastAt ? t('collection:heart.lastAt', { at: formatDateTime(heart.lastAt) }) : t('collection:heart.noLast')}
        {heart?.limitMs != null &&
          t(heart.isSet ? 'collection:heart.limitSet' : 'collection:heart.limitUsual', { limit: formatDuration(heart.limitMs / 1000) })}
      </p>
      {reason === null ? (
        <p className={styles.ways}>
          <Select
            label={t('collection:heart.limit')}
            value={setS === null ? 'usual' : String(setS)}
            onChange={(value) => set.mutate(value === 'usual' ? null : Number(value))}
            options={[
              { value: 'usual', label: t('collection:heart.usual') },
              ...choices.map((seconds) => ({ value: String(seconds), label: formatDuration(seconds) })),
            ]}
          />
        </p>
      ) : (
        <p className="meta">{reason}</p>
      )}
      {set.error && <p role="alert">{t(`terms:problem.${set.error.code}`)}</p>}
    </DrawerSection>
  );
}
