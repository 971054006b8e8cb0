import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { SearchInput } from '../../components/Input/Input.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { FilterBar } from '../../components/Page/Page.tsx';
import { formatCount } from '../../lib/format.ts';
import { CredentialDrawer } from './CredentialDrawer.tsx';
import { CredentialTable } from './CredentialTable.tsx';
import styles from './credentials.module.css';
import { type CredentialSearch, rowsOf } from './model.ts';
import { NewCredentialDrawer } from './NewCredentialDrawer.tsx';
import { useCredentials } from './queries.ts';

export interface CredentialSectionProps {
  readonly search: CredentialSearch;
  readonly box: RefObject<HTMLInputElement | null>;
  readonly isAdding: boolean;
  readonly onChange: (next: Partial<CredentialSearch>) => void;
  readonly onAdd: () => void;
  readonly onClose: () => void;
}

/** The vault: which sets there are and what uses them. Whoever edits types secrets in; nobody sees one. */
export function CredentialSection({ search, box, isAdding, onChange, onAdd, onClose }: CredentialSectionProps) {
  const { t } = useTranslation(['credentials', 'common']);
  const query = useCredentials();
  return (
    <Loaded permission="credential.read" what={t('credentials:what')} query={query}>
      {(sets) => {
        const rows = rowsOf(sets, search.q);
        return (
          <>
            <FilterBar
              label={t('credentials:filters')}
              shown={t('common:list.partial', { shown: formatCount(rows.length), total: formatCount(sets.length) })}
            >
              <SearchInput
                ref={box}
                label={t('credentials:search')}
                placeholder={t('credentials:search.placeholder')}
                value={search.q ?? ''}
                onChange={(text) => onChange({ q: text || undefined })}
                kbd="/"
              />
              {search.q && (
                <Button look="quiet" onClick={() => onChange({ q: undefined })}>
                  {t('common:action.clearFilter')}
                </Button>
              )}
            </FilterBar>
            <div className={styles.sides}>
              <div className={styles.list}>
                <CredentialTable rows={rows} search={search} total={sets.length} onChange={onChange} onAdd={onAdd} />
              </div>
              {isAdding ? (
                <NewCredentialDrawer onClose={onClose} />
              ) : (
                search.set !== undefined && (
                  <CredentialDrawer key={search.set} stored={sets.find(({ id }) => id === search.set) ?? null} onClose={onClose} />
                )
              )}
            </div>
          </>
        );
      }}
    </Loaded>
  );
}
