import { type ReactNode, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedView, NamedViewHooks } from '../../lib/namedViews.ts';
import { Button } from '../Button/Button.tsx';
import { NamedViewRow } from './NamedViewRow.tsx';
import { NameForm } from './NameForm.tsx';
import styles from './namedViews.module.css';

export interface NamedViewWords {
  readonly title: string;
  /** Where there is none yet. */
  readonly empty: string;
  readonly save: string;
  readonly overwrite: string;
}

export interface NamedViewPanelProps<View, Item extends NamedView<View>> {
  readonly hooks: NamedViewHooks<View, Item>;
  readonly words: NamedViewWords;
  /** What stands on the page now, and why it cannot be saved; null where it can. */
  readonly standing: View;
  readonly hindrance: string | null;
  readonly most: number;
  /** Why nothing can be written at all; null where it can. */
  readonly reason: string | null;
  readonly chosenId: string | undefined;
  readonly isSame: (a: View, b: View) => boolean;
  /** One of them in a few words. */
  readonly describe: (view: View) => ReactNode;
  readonly onChoose: (item: Item) => void;
  /** What stands is this one now, or none any more. */
  readonly onKnow: (id: string | undefined) => void;
  /** What else can be done with one of them. */
  readonly more?: (item: Item) => ReactNode;
  readonly nameRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

/** Views with a name to choose from, to rename, share and remove with a way back, and a name for what stands. */
export function NamedViewPanel<View, Item extends NamedView<View>>(props: NamedViewPanelProps<View, Item>) {
  const { hooks, words, standing, hindrance, most, reason, chosenId, isSame, describe, onChoose, onKnow, more, nameRef } = props;
  const { t } = useTranslation(['common', 'terms']);
  const list = hooks.useList();
  const remove = hooks.useRemove();
  const restore = hooks.useCreate();
  const [removed, setRemoved] = useState<readonly { readonly item: Item; readonly wasChosen: boolean }[]>([]);
  const items = list.data ?? [];
  const failure = remove.error ?? restore.error;
  const full = items.filter(({ isOwn }) => isOwn).length >= most ? t('common:named.full', { most }) : null;

  function drop(item: Item): void {
    remove.mutate(item, {
      onSuccess: () => {
        const wasChosen = item.id === chosenId;
        setRemoved((old) => [...old, { item, wasChosen }]);
        if (wasChosen) onKnow(undefined);
      },
    });
  }
  function takeBack({ item, wasChosen }: (typeof removed)[number]): void {
    restore.mutate(
      { name: item.name, view: item.view, isShared: item.isShared },
      {
        onSuccess: (back) => {
          setRemoved((old) => old.filter((one) => one.item.id !== item.id));
          if (wasChosen) onKnow(back.id);
        },
      },
    );
  }
  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>{words.title}</h2>
      {list.error ? (
        <p role="alert" className={styles.note}>
          {t('common:named.old', { what: words.title, problem: t(`terms:problem.${list.error.code}`) })}{' '}
          <Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>
        </p>
      ) : (
        items.length === 0 && <p className={styles.note}>{list.data ? words.empty : t('common:named.loading', { what: words.title })}</p>
      )}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map((item) => (
            <NamedViewRow
              key={item.id}
              {...{ hooks, item, reason, describe }}
              isChosen={item.id === chosenId}
              standing={hindrance === null && !isSame(item.view, standing) ? standing : null}
              overwrite={words.overwrite}
              onChoose={() => onChoose(item)}
              onRemove={() => drop(item)}
              more={more?.(item)}
            />
          ))}
        </ul>
      )}
      {removed.map((one) => (
        <p key={one.item.id} role="status" className={styles.note}>
          {t('common:named.removed', { name: one.item.name })}{' '}
          <Button busy={restore.isPending} reason={reason} onClick={() => takeBack(one)}>
            {t('common:named.undo')}
            <span className="visually-hidden"> {one.item.name}</span>
          </Button>
        </p>
      ))}
      {failure && (
        <p role="alert" className={styles.failure}>
          {t(`terms:problem.${failure.code}`)}
        </p>
      )}
      <SaveAs
        hooks={hooks}
        standing={standing}
        words={words}
        describe={describe}
        reason={reason ?? full ?? hindrance}
        onSaved={(item) => onKnow(item.id)}
        {...(nameRef === undefined ? {} : { nameRef })}
      />
    </div>
  );
}

interface SaveAsProps<View, Item extends NamedView<View>>
  extends Pick<NamedViewPanelProps<View, Item>, 'hooks' | 'standing' | 'words' | 'reason' | 'describe' | 'nameRef'> {
  readonly onSaved: (item: Item) => void;
}

function SaveAs<View, Item extends NamedView<View>>(props: SaveAsProps<View, Item>) {
  const { hooks, standing, words, reason, describe, nameRef, onSaved } = props;
  const { t } = useTranslation('common');
  const [isShared, setShared] = useState(false);
  const [saved, setSaved] = useState(0);
  const save = hooks.useCreate();
  return (
    <div className={styles.saveAs}>
      {reason === null && <p className={styles.words}>{describe(standing)}</p>}
      <NameForm
        key={saved}
        label={t('named.name')}
        action={words.save}
        placeholder={t('named.placeholder')}
        reason={reason}
        failure={save.error}
        busy={save.isPending}
        onName={(name) =>
          save.mutate(
            { name, view: standing, isShared },
            {
              onSuccess: (item) => {
                setSaved((count) => count + 1);
                onSaved(item);
              },
            },
          )
        }
        {...(nameRef === undefined ? {} : { inputRef: nameRef })}
      >
        <label className={styles.share}>
          <input type="checkbox" checked={isShared} onChange={(event) => setShared(event.target.checked)} />
          {t('named.share')}
        </label>
      </NameForm>
    </div>
  );
}
