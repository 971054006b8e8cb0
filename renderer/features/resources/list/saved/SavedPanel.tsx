import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_SAVED_FILTERS, type SavedFilter, saysAnything } from '../../../../../shared/contracts/savedFilters.ts';
import { Button } from '../../../../components/Button/Button.tsx';
import { useActionReason } from '../../../../components/Button/useActionReason.ts';
import { NameForm } from '../../../../components/NamedViews/NameForm.tsx';
import { formatCount } from '../../../../lib/format.ts';
import type { ListSearch } from '../listModel.ts';
import { useConditionWords } from '../useConditions.ts';
import { useSavedFilters, useSaveFilter } from './queries.ts';
import { SavedRow } from './SavedRow.tsx';
import styles from './saved.module.css';
import { filterOf } from './savedModel.ts';
import type { Removals } from './useRemovals.ts';

export interface SavedPanelProps {
  readonly search: ListSearch;
  readonly removals: Removals;
  /** `isNew`: it was saved just now from the conditions that stand. */
  readonly onChoose: (saved: SavedFilter, isNew: boolean) => void;
  readonly nameRef: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

/** The own filters to choose from, and a name for the conditions that stand. */
export function SavedPanel({ search, removals, onChoose, nameRef }: SavedPanelProps) {
  const { t } = useTranslation(['resources', 'common', 'terms']);
  const words = useConditionWords();
  const list = useSavedFilters({ anew: true });
  const save = useSaveFilter();
  const hindered = useActionReason('filter.save');
  const items = list.data ?? [];
  const filter = filterOf(search);
  const isFull = items.length >= MAX_SAVED_FILTERS;
  const saveReason = hindered ?? (isFull ? t('resources:saved.full', { most: MAX_SAVED_FILTERS }) : null);
  const { failure } = removals;
  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>
        {t('resources:saved.title')}
        {list.data && (
          <span className="meta">{t('common:list.partial', { shown: formatCount(items.length), total: MAX_SAVED_FILTERS })}</span>
        )}
      </h2>
      {list.error ? (
        <p role="alert" className={styles.note}>
          {t('resources:saved.old', { problem: t(`terms:problem.${list.error.code}`) })}{' '}
          <Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>
        </p>
      ) : (
        items.length === 0 && <p className={styles.note}>{t(list.data ? 'resources:saved.empty' : 'resources:saved.loading')}</p>
      )}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map((saved) => (
            <SavedRow
              key={saved.id}
              saved={saved}
              isChosen={saved.id === search.saved}
              reason={hindered}
              onChoose={() => onChoose(saved, false)}
              onRemove={() => removals.remove(saved)}
            />
          ))}
        </ul>
      )}
      {removals.removed.length > 0 && <Removed removals={removals} reason={saveReason} />}
      {failure && (
        <p role="alert" className={styles.failure}>
          {t(`terms:problem.${failure.code}`)}
        </p>
      )}
      <div className={styles.saveAs}>
        <p className={styles.words}>{saysAnything(filter) ? words(search) : t('resources:saved.nothing')}</p>
        <NameForm
          label={t('resources:saved.name')}
          action={t('resources:saved.save')}
          placeholder={t('resources:saved.placeholder')}
          reason={saveReason ?? (saysAnything(filter) ? null : t('resources:saved.first'))}
          failure={save.error}
          busy={save.isPending}
          onName={(name) => save.mutate({ name, filter }, { onSuccess: (saved) => onChoose(saved, true) })}
          inputRef={nameRef}
        />
      </div>
    </div>
  );
}

function Removed({ removals: { removed, isRestoring, restore }, reason }: { readonly removals: Removals; readonly reason: string | null }) {
  const { t } = useTranslation('resources');
  return (
    <div role="status" className={styles.removed}>
      {removed.map((saved) => (
        <p key={saved.id} className={styles.note}>
          {t('saved.removed', { name: saved.name })}{' '}
          <Button busy={isRestoring} reason={reason} onClick={() => restore(saved)}>
            {t('saved.undo')}
            <span className="visually-hidden"> {saved.name}</span>
          </Button>
        </p>
      ))}
    </div>
  );
}
