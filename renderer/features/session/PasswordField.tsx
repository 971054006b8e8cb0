import { type ChangeEvent, type KeyboardEvent, type Ref, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './session.module.css';

export interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isNew?: boolean;
  readonly placeholder?: string;
  /** Under the field; the note about the caps lock comes before it. */
  readonly note?: string;
  readonly error?: string | null;
  readonly onBlur?: () => void;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
  readonly isLabelHidden?: boolean;
}

/** A password box that says when the caps lock is on. Text pasted or filled in by a manager is taken as it is. */
export function PasswordField(props: PasswordFieldProps) {
  const {
    label,
    value,
    onChange,
    isNew = false,
    placeholder,
    note,
    error = null,
    onBlur,
    autoFocus = false,
    ref,
    isLabelHidden = false,
  } = props;
  const { t } = useTranslation('session');
  const id = useId();
  const [hasCapsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  const notes = [hasCapsLock ? t('capsLock') : '', note ?? ''].filter((text) => text !== '');
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <input
        id={id}
        ref={ref}
        className={styles.input}
        type="password"
        value={value}
        placeholder={placeholder}
        maxLength={200}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        // biome-ignore lint/a11y/noAutofocus: the page has one purpose, or the account is already filled in
        autoFocus={autoFocus}
        aria-invalid={error !== null || undefined}
        aria-describedby={`${id}-note`}
        onBlur={onBlur}
        onKeyDown={watch}
        onKeyUp={watch}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
      <div id={`${id}-note`} className={styles.note} aria-live="polite">
        {error !== null && <p className={styles.error}>{error}</p>}
        {notes.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
    </div>
  );
}
