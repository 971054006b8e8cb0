import { type KeyboardEvent, type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '../../lib/keys.ts';
import { Icon } from '../Icon/Icon.tsx';
import { Kbd } from '../Kbd/Kbd.tsx';
import styles from './Input.module.css';

export interface SearchInputProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly kbd?: string | undefined;
  readonly width?: number;
  readonly ref?: Ref<HTMLInputElement> | undefined;
}

/** Search box. Esc leaves it and keeps the text. */
export function SearchInput({ label, placeholder, value, onChange, kbd, width = 240, ref }: SearchInputProps) {
  return (
    <span className={styles.box} style={{ width }}>
      <Icon name="search" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
        autoComplete="off"
        spellCheck={false}
      />
      {kbd !== undefined && value === '' && <Kbd quiet>{kbd}</Kbd>}
    </span>
  );
}

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter (Ctrl+Enter in a text of several lines), never while an input method composes. */
  readonly onSubmit?: () => void;
  readonly onBlur?: () => void;
  readonly type?: 'text' | 'password';
  readonly rows?: number;
  readonly maxLength?: number;
  readonly placeholder?: string;
  /** What is wrong, in a sentence. */
  readonly error?: string | null;
  readonly hint?: string;
  readonly autoComplete?: string;
  readonly isLabelHidden?: boolean;
  /** Takes the focus when it appears; only for something a person just opened. */
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

/** A labelled text box, one line or several, with its error in words under it. */
export function TextField(props: TextFieldProps) {
  const {
    label,
    value,
    onChange,
    onSubmit,
    onBlur,
    type = 'text',
    rows,
    maxLength,
    placeholder,
    error = null,
    hint,
    autoComplete,
    isLabelHidden,
    autoFocus = false,
    ref,
  } = props;
  const id = useId();
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || isComposing(event.nativeEvent) || onSubmit === undefined) return;
    if (rows !== undefined && event.shiftKey) return;
    event.preventDefault();
    onSubmit();
  }
  const common = {
    id,
    ref,
    className: styles.field,
    value,
    maxLength,
    placeholder,
    autoComplete: autoComplete ?? 'off',
    autoFocus,
    'aria-invalid': error !== null || undefined,
    'aria-describedby': error !== null || hint !== undefined ? `${id}-note` : undefined,
    onKeyDown,
    onBlur,
  };
  return (
    <div className={styles.labelled}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      {rows === undefined ? (
        <input {...common} type={type} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />
      )}
      {(error !== null || hint !== undefined) && (
        <p id={`${id}-note`} className={error === null ? styles.hint : styles.error} role={error === null ? undefined : 'alert'}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of a list; the closed box says label and value. */
export function Select<Value extends string>({ label, value, options, onChange }: SelectProps<Value>) {
  const { t } = useTranslation('common');
  return (
    <label className={styles.select}>
      <span>{t('field.label', { label })}</span>
      <select
        value={value}
        onChange={(event) => {
          const found = options.find((option) => option.value === event.target.value);
          if (found) onChange(found.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="down" size={12} />
    </label>
  );
}
