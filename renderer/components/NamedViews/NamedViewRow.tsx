import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../lib/keys.ts';
import type { NamedView, NamedViewHooks } from '../../lib/namedViews.ts';
import { Button } from '../Button/Button.tsx';
import { NameForm } from './NameForm.tsx';
import styles from './namedViews.module.css';

interface RowProps<View, Item extends NamedView<View>> {
  readonly hooks: NamedViewHooks<View, Item>;
  readonly item: Item;
  readonly isChosen: boolean;
  /** What stands now, where it is something else than this one says. */
  readonly standing: View | null;
  readonly overwrite: string;
  readonly reason: string | null;
  readonly describe: (view: View) => ReactNode;
  readonly onChoose: () => void;
  readonly onRemove: () => void;
  readonly more: ReactNode;
}

/** One of them: press it to have it; the own ones are renamed, shared, filled with what stands, and removed. */
export function NamedViewRow<View, Item extends NamedView<View>>(props: RowProps<View, Item>) {
  const { hooks, item, isChosen, standing, overwrite, reason, describe, onChoose, onRemove, more } = props;
  const { t } = useTranslation(['common', 'terms']);
  const change = hooks.useChange();
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming) return <Renaming hooks={hooks} item={item} reason={reason} onDone={() => setRenaming(false)} />;
  const named = <span className="visually-hidden"> {item.name}</span>;
  const act = (text: string, onClick: () => void) => (
    <Button look="quiet" reason={reason} reasonAt="hidden" busy={change.isPending} onClick={onClick}>
      {text}
      {named}
    </Button>
  );
  return (
    <li className={styles.row} data-chosen={isChosen || undefined}>
      <button type="button" className={styles.choose} aria-current={isChosen || undefined} onClick={onChoose}>
        <span className={styles.head}>
          <span className="ellipsis" title={item.name}>
            {item.name}
          </span>
          {item.isShared && (
            <span className="meta">{item.isOwn ? t('common:named.shared') : t('common:named.by', { name: item.ownerName })}</span>
          )}
        </span>
        <span className={styles.words}>{describe(item.view)}</span>
      </button>
      {(item.isOwn || more) && (
        <span className={styles.actions}>
          {more}
          {item.isOwn && (
            <>
              {isChosen && standing !== null && act(overwrite, () => change.mutate({ ...item, view: standing }))}
              {act(t('common:named.rename'), () => setRenaming(true))}
              {act(t(item.isShared ? 'common:named.unshare' : 'common:named.share'), () =>
                change.mutate({ ...item, isShared: !item.isShared }),
              )}
              {act(t('common:named.remove'), onRemove)}
            </>
          )}
        </span>
      )}
      {change.error && (
        <span role="alert" className={styles.failure}>
          {t(`terms:problem.${change.error.code}`)}
        </span>
      )}
    </li>
  );
}

interface RenamingProps<View, Item extends NamedView<View>> extends Pick<RowProps<View, Item>, 'hooks' | 'item' | 'reason'> {
  readonly onDone: () => void;
}

function Renaming<View, Item extends NamedView<View>>({ hooks, item, reason, onDone }: RenamingProps<View, Item>) {
  const { t } = useTranslation('common');
  const change = hooks.useChange();
  useKeys([{ id: 'named.cancelRename', keys: 'Escape', title: t('action.cancel'), group: item.name, inText: true, run: onDone }], 'box');
  return (
    <li className={styles.renaming}>
      <NameForm
        label={t('named.renameOf', { name: item.name })}
        action={t('named.rename')}
        initial={item.name}
        reason={reason}
        failure={change.error}
        busy={change.isPending}
        onName={(name) => (name === item.name ? onDone() : change.mutate({ ...item, name }, { onSuccess: onDone }))}
        onCancel={onDone}
      />
    </li>
  );
}
