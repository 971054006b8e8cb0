import { type Ref, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type SavedFilter, saysAnything } from '../../../../../shared/contracts/savedFilters.ts';
import { Button } from '../../../../components/Button/Button.tsx';
import { useActionReason } from '../../../../components/Button/useActionReason.ts';
import { Icon } from '../../../../components/Icon/Icon.tsx';
import { Kbd } from '../../../../components/Kbd/Kbd.tsx';
import { Popover } from '../../../../components/Popover/Popover.tsx';
import { Tag } from '../../../../components/Tag/Tag.tsx';
import { keyCap, useKeys } from '../../../../lib/keys.ts';
import type { ListSearch } from '../listModel.ts';
import { useChangeFilter, useSavedFilters } from './queries.ts';
import { SavedPanel } from './SavedPanel.tsx';
import styles from './saved.module.css';
import { chosenOf, filterOf } from './savedModel.ts';
import { useRemovals } from './useRemovals.ts';

/** Whether the menu is open, and with the focus on what. */
export type MenuState = 'list' | 'name' | null;

export interface SavedFiltersProps {
  readonly search: ListSearch;
  readonly open: MenuState;
  /** The button that opens the menu: what the focus comes back to. */
  readonly opener: Ref<HTMLButtonElement>;
  readonly onOpen: (open: MenuState) => void;
  /** `isNew`: it was saved just now, so that there is nothing to go back to. */
  readonly onChoose: (saved: SavedFilter, isNew: boolean) => void;
  /** The chosen one has another id now; the conditions stay. */
  readonly onRename: (id: string) => void;
}

/** Which saved filter is chosen, and the way to the others. */
export function SavedFilters({ search, open, opener, onOpen, onChoose, onRename }: SavedFiltersProps) {
  const { t } = useTranslation('resources');
  const { data: items = [] } = useSavedFilters();
  const nameField = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const chosen = chosenOf(items, search);
  const removals = useRemovals(search.saved, onRename);
  useKeys([{ id: 'resources.saved', keys: 'KeyF', title: t('saved.title'), group: t('title'), run: () => onOpen('list') }]);
  return (
    <span className={styles.host}>
      <Button
        ref={opener}
        controls={{ 'aria-haspopup': 'dialog', 'aria-expanded': open !== null }}
        onClick={() => onOpen(open === null ? 'list' : null)}
      >
        {chosen ? <span className={styles.of}>{t('saved.chosen')}</span> : t('saved.title')}
        {chosen && (
          <span className={styles.name} title={chosen.saved.name}>
            {chosen.saved.name}
          </span>
        )}
        <Icon name="down" size={12} />
        {!chosen && <Kbd quiet>{keyCap('KeyF')}</Kbd>}
      </Button>
      {open !== null && (
        <Popover label={t('saved.title')} align="start" first={open === 'name' ? nameField : null} onClose={() => onOpen(null)}>
          <SavedPanel search={search} removals={removals} onChoose={onChoose} nameRef={nameField} />
        </Popover>
      )}
    </span>
  );
}

export interface ChangedFilterProps {
  readonly search: ListSearch;
  readonly onSaveAs: () => void;
  readonly onBack: (saved: SavedFilter) => void;
}

/** Says that the conditions are no longer those of the chosen filter, and what can be done about it. Nothing while they are. */
export function ChangedFilter({ search, onSaveAs, onBack }: ChangedFilterProps) {
  const { data: items = [] } = useSavedFilters();
  const chosen = chosenOf(items, search);
  if (!chosen?.isChanged) return null;
  return <Changed saved={chosen.saved} search={search} onSaveAs={onSaveAs} onBack={() => onBack(chosen.saved)} />;
}

interface ChangedProps {
  readonly saved: SavedFilter;
  readonly search: ListSearch;
  readonly onSaveAs: () => void;
  readonly onBack: () => void;
}

/** The conditions are no longer those that were saved: keep them in it, under another name, or go back. */
function Changed({ saved, search, onSaveAs, onBack }: ChangedProps) {
  const { t } = useTranslation(['resources', 'terms']);
  const change = useChangeFilter();
  const hindered = useActionReason('filter.save');
  const filter = filterOf(search);
  const reason = hindered ?? (saysAnything(filter) ? null : t('resources:saved.first'));
  return (
    <>
      <Tag look="dashed">{t('resources:saved.changed')}</Tag>
      <Button busy={change.isPending} reason={reason} reasonAt="hidden" onClick={() => change.mutate({ ...saved, filter })}>
        {t('resources:saved.keep')}
      </Button>
      <Button reason={reason} reasonAt="hidden" onClick={onSaveAs}>
        {t('resources:saved.saveAs')}
      </Button>
      <Button look="quiet" onClick={onBack}>
        {t('resources:saved.back')}
      </Button>
      {change.error && (
        <span role="alert" className={styles.failure}>
          {t(`terms:problem.${change.error.code}`)}
        </span>
      )}
    </>
  );
}
