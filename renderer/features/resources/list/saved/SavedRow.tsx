import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedFilter } from '../../../../../shared/contracts/savedFilters.ts';
import { Button } from '../../../../components/Button/Button.tsx';
import { NameForm } from '../../../../components/NamedViews/NameForm.tsx';
import { useKeys } from '../../../../lib/keys.ts';
import { useConditionWords } from '../useConditions.ts';
import { useChangeFilter } from './queries.ts';
import styles from './saved.module.css';
import { searchOf } from './savedModel.ts';

export interface SavedRowProps {
  readonly saved: SavedFilter;
  readonly isChosen: boolean;
  readonly reason: string | null;
  readonly onChoose: () => void;
  readonly onRemove: () => void;
}

/** One saved filter: press it to have its conditions, rename it, remove it. */
export function SavedRow({ saved, isChosen, reason, onChoose, onRemove }: SavedRowProps) {
  const { t } = useTranslation(['resources', 'terms']);
  const words = useConditionWords();
  const [isRenaming, setRenaming] = useState(false);
  const said = words(searchOf(saved.filter));
  if (isRenaming) return <Renaming saved={saved} reason={reason} onDone={() => setRenaming(false)} />;
  return (
    <li className={styles.row} data-chosen={isChosen || undefined}>
      <button type="button" className={styles.choose} aria-current={isChosen || undefined} onClick={onChoose}>
        <span className={styles.name} title={saved.name}>
          {saved.name}
        </span>
        <span className={styles.words} title={said}>
          {said}
        </span>
      </button>
      <span className={styles.actions}>
        <Button look="quiet" reason={reason} reasonAt="hidden" onClick={() => setRenaming(true)}>
          {t('resources:saved.rename')}
          <span className="visually-hidden"> {saved.name}</span>
        </Button>
        <Button look="quiet" reason={reason} reasonAt="hidden" onClick={onRemove}>
          {t('resources:saved.remove')}
          <span className="visually-hidden"> {saved.name}</span>
        </Button>
      </span>
    </li>
  );
}

function Renaming({ saved, reason, onDone }: { readonly saved: SavedFilter; readonly reason: string | null; readonly onDone: () => void }) {
  const { t } = useTranslation(['resources', 'common']);
  const change = useChangeFilter();
  useKeys(
    [{ id: 'saved.cancelRename', keys: 'Escape', title: t('common:action.cancel'), group: saved.name, inText: true, run: onDone }],
    'box',
  );
  return (
    <li className={styles.renaming}>
      <NameForm
        label={t('resources:saved.renameOf', { name: saved.name })}
        action={t('resources:saved.rename')}
        initial={saved.name}
        reason={reason}
        failure={change.error}
        busy={change.isPending}
        onName={(name) => (name === saved.name ? onDone() : change.mutate({ ...saved, name }, { onSuccess: onDone }))}
        onCancel={onDone}
      />
    </li>
  );
}
