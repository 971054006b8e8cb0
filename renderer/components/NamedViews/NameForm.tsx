import { type ReactNode, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/api.ts';
import { Button } from '../Button/Button.tsx';
import { TextField } from '../Input/Input.tsx';
import styles from './namedViews.module.css';

export interface NameFormProps {
  readonly label: string;
  readonly action: string;
  readonly initial?: string;
  readonly placeholder?: string;
  /** Why it is not possible at all now. */
  readonly reason: string | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly onName: (name: string) => void;
  readonly onCancel?: () => void;
  /** Stands between the name and the button. */
  readonly children?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

/** The name of something kept under one, new or changed. Enter does it. */
export function NameForm(props: NameFormProps) {
  const { label, action, initial = '', placeholder, reason, failure, busy, onName, onCancel, children, inputRef } = props;
  const { t } = useTranslation(['common', 'terms']);
  const [name, setName] = useState(initial);
  const [isTried, setTried] = useState(false);
  const trimmed = name.trim();
  const error = isTried && trimmed === '' ? t('common:named.nameless') : failure && t(`terms:problem.${failure.code}`);
  function submit(): void {
    setTried(true);
    if (trimmed !== '' && reason === null && !busy) onName(trimmed);
  }
  return (
    <div className={styles.form}>
      <TextField
        label={label}
        value={name}
        onChange={setName}
        onSubmit={submit}
        maxLength={40}
        error={error}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(inputRef === undefined ? {} : { ref: inputRef })}
        autoFocus={onCancel !== undefined}
      />
      {children}
      <span className={styles.actions}>
        <Button look={onCancel ? 'plain' : 'primary'} busy={busy} reason={reason} onClick={submit}>
          {action}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('common:action.cancel')}</Button>}
      </span>
    </div>
  );
}
