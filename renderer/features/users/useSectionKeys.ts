import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../lib/keys.ts';

interface SectionKeys {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly add: { readonly title: string; readonly reason: string | null; readonly run: () => void };
  readonly onClose: () => void;
}

/** Keys of a list of this page: search, add, close what is open. */
export function useSectionKeys({ search, add, onClose }: SectionKeys): void {
  const { t } = useTranslation(['users', 'common']);
  const group = t('users:title');
  useKeys([
    { id: 'users.search', keys: 'Slash', title: t('users:key.search'), group, run: () => search.current?.focus() },
    { id: 'users.add', keys: 'KeyN', title: add.title, group, reason: add.reason, run: add.run },
    { id: 'users.close', keys: 'Escape', title: t('common:action.close'), group, run: onClose },
  ]);
}
