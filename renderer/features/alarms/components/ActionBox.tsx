import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { TextField } from '../../../components/Input/Input.tsx';
import { useKeys } from '../../../lib/keys.ts';
import { resourceText } from '../../../lib/resourceText.ts';
import { bySeverity } from '../model.ts';
import { type Box, draftKey, useDesk } from '../store.ts';
import styles from './ActionBox.module.css';

export interface ActionBoxProps {
  readonly box: Box;
  readonly alarm: Alarm | null;
  readonly isBusy: boolean;
  readonly onSubmit: (box: Box, text: string) => void;
}

/** Asks for the words an action needs. Says what it covers before it is done; Enter sends, Esc puts it away and keeps the text. */
export function ActionBox({ box, alarm, isBusy, onSubmit }: ActionBoxProps) {
  const { t } = useTranslation(['alarms', 'common']);
  const key = draftKey(box);
  const text = useDesk((state) => state.drafts[key] ?? '');
  const write = useDesk((state) => state.write);
  const openBox = useDesk((state) => state.openBox);
  const [isAsked, setAsked] = useState(false);
  const needsText = box.kind === 'comment' || box.kind === 'unacknowledge' || box.kind === 'clear';
  const isMissing = needsText && text.trim() === '';
  const words = useWords(box, alarm);
  useKeys(
    [
      {
        id: 'box.close',
        keys: 'Escape',
        title: t('common:action.cancel'),
        group: t('alarms:key.group.list'),
        inText: true,
        run: () => openBox(null),
      },
    ],
    'box',
  );
  useFocusBack();
  const submit = (): void => {
    setAsked(true);
    if (!isMissing && !isBusy) onSubmit(box, text.trim());
  };
  return (
    <section className={styles.box} aria-label={words.title}>
      <h3 className={styles.title}>{words.title}</h3>
      {box.kind === 'many' && <ScopeText box={box} />}
      <TextField
        autoFocus
        label={words.label}
        value={text}
        onChange={(value) => write(key, value)}
        onSubmit={submit}
        rows={2}
        maxLength={500}
        error={isAsked && isMissing ? t('alarms:box.required') : null}
        {...(words.note === '' ? {} : { hint: words.note })}
      />
      <div className={styles.actions}>
        <Button look="primary" kbd="Enter" busy={isBusy} onClick={submit}>
          {words.submit}
        </Button>
        <Button kbd="Esc" onClick={() => openBox(null)}>
          {t('common:action.cancel')}
        </Button>
        <span className="cap">{t('alarms:box.key')}</span>
      </div>
    </section>
  );
}

interface Words {
  readonly title: string;
  readonly label: string;
  readonly note: string;
  readonly submit: string;
}

function useWords(box: Box, alarm: Alarm | null): Words {
  const { t } = useTranslation('alarms');
  const object = alarm === null ? '' : resourceText(alarm.resourceName, alarm.isSimulated);
  switch (box.kind) {
    case 'acknowledge':
      return {
        title: t('box.acknowledge', { object }),
        label: t('box.acknowledge.label'),
        note: t('box.acknowledge.note'),
        submit: t('box.acknowledge.submit'),
      };
    case 'many': {
      const count = box.scope.alarms.length;
      return {
        title: t('box.many', { count }),
        label: t('box.acknowledge.label'),
        note: t('box.acknowledge.note'),
        submit: t('box.many.submit', { count }),
      };
    }
    case 'comment':
      return { title: t('box.comment', { object }), label: t('box.comment.label'), note: '', submit: t('box.comment.submit') };
    case 'unacknowledge':
    case 'clear':
      return {
        title: t(`box.${box.kind}`, { object }),
        label: t(`box.${box.kind}.label`),
        note: t(`box.${box.kind}.note`),
        submit: t(`box.${box.kind}.submit`),
      };
    default:
      return box satisfies never;
  }
}

function ScopeText({ box }: { readonly box: Extract<Box, { kind: 'many' }> }) {
  const { t } = useTranslation(['alarms', 'terms', 'common']);
  const { kind, object, alarms } = box.scope;
  const count = alarms.length;
  const parts = bySeverity(alarms)
    .map(([severity, number]) => t('alarms:box.many.part', { severity: t(`terms:severity.${severity}`), count: number }))
    .join(t('common:list.separator'));
  return (
    <div className={styles.scope}>
      <p>{kind === 'checked' ? t('alarms:box.many.checked', { count }) : t('alarms:box.many.resource', { object, count })}</p>
      <p className="meta">{t('alarms:box.many.bySeverity', { parts })}</p>
    </div>
  );
}

/** When the box goes away the focus returns to where it was. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}
