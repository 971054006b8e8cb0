import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LogSearchView, MAX_SAVED_SEARCHES } from '../../../../shared/contracts/savedSearches.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { Kbd } from '../../../components/Kbd/Kbd.tsx';
import { NamedViewPanel } from '../../../components/NamedViews/NamedViewPanel.tsx';
import { Popover } from '../../../components/Popover/Popover.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { keyCap, useKeys } from '../../../lib/keys.ts';
import styles from '../logs.module.css';
import type { LogsSearch } from '../model.ts';
import { savedSearches } from '../queries.ts';
import { RuleLink } from './RuleLink.tsx';
import { isSameView, searchOf, viewOf } from './savedModel.ts';

export interface SavedSearchesProps {
  readonly search: LogsSearch;
  readonly onChange: (next: Partial<LogsSearch>) => void;
}

/** Which saved search is asked, and the way to the others. */
export function SavedSearches({ search, onChange }: SavedSearchesProps) {
  const { t } = useTranslation(['logs', 'common']);
  const [isOpen, setOpen] = useState(false);
  const nameField = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { data: items = [] } = savedSearches.useList();
  const reason = useActionReason('filter.save');
  const chosen = items.find(({ id }) => id === search.saved);
  const standing = viewOf(search);
  useKeys([{ id: 'logs.saved', keys: 'KeyF', title: t('logs:saved.title'), group: t('logs:title'), run: () => setOpen(true) }]);
  const describe = ({ query, period }: LogSearchView) => t('logs:saved.view', { query, period: t(`logs:period.${period}`) });
  return (
    <span className={styles.saved}>
      <Button controls={{ 'aria-haspopup': 'dialog', 'aria-expanded': isOpen }} onClick={() => setOpen(!isOpen)}>
        <span className={styles.savedName} title={chosen?.name}>
          {chosen ? chosen.name : t('logs:saved.title')}
        </span>
        <Icon name="down" size={12} />
        {!chosen && <Kbd quiet>{keyCap('KeyF')}</Kbd>}
      </Button>
      {chosen && !isSameView(chosen.view, standing) && <Tag look="dashed">{t('logs:saved.changed')}</Tag>}
      {isOpen && (
        <Popover
          label={t('logs:saved.title')}
          align="start"
          first={standing.query === '' ? null : nameField}
          onClose={() => setOpen(false)}
        >
          <NamedViewPanel
            hooks={savedSearches}
            words={{
              title: t('logs:saved.title'),
              empty: t('logs:saved.empty'),
              save: t('logs:saved.save'),
              overwrite: t('logs:saved.overwrite'),
            }}
            standing={standing}
            hindrance={standing.query === '' ? t('logs:saved.nothing') : null}
            most={MAX_SAVED_SEARCHES}
            reason={reason}
            chosenId={search.saved}
            isSame={isSameView}
            describe={describe}
            onChoose={({ id, view }) => {
              setOpen(false);
              onChange({ ...searchOf(view), saved: id });
            }}
            onKnow={(saved) => onChange({ saved })}
            more={({ name, view }) => <RuleLink query={view.query} name={name} label={t('logs:action.alarm')} />}
            nameRef={nameField}
          />
        </Popover>
      )}
    </span>
  );
}
