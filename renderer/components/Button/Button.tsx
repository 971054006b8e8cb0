import { type ButtonHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hindrance } from '../../lib/session.ts';
import { Kbd } from '../Kbd/Kbd.tsx';
import styles from './Button.module.css';

export interface ButtonProps {
  readonly children: ReactNode;
  /** `primary` once per area, `stop` for what must be one click away. */
  readonly look?: 'plain' | 'primary' | 'quiet' | 'stop';
  readonly size?: 'normal' | 'large';
  readonly type?: 'button' | 'submit';
  /** The key that does the same, as printed. */
  readonly kbd?: string;
  /** Why it is not possible now. The button stays reachable, and the reason stands beside it. */
  readonly reason?: string | null;
  /** `beside` prints the reason after the button, `hidden` only tells it to a reader because the page says it elsewhere. */
  readonly reasonAt?: 'beside' | 'hidden';
  readonly busy?: boolean;
  readonly autoFocus?: boolean;
  readonly onClick?: () => void;
  readonly pressed?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly controls?: Pick<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-expanded' | 'aria-controls' | 'aria-haspopup'>;
}

/** A button with its key. With a reason it is off: it can be focused and read, but does nothing. */
export function Button({
  children,
  look = 'plain',
  size = 'normal',
  type = 'button',
  kbd,
  reason = null,
  reasonAt = 'beside',
  busy = false,
  autoFocus = false,
  onClick,
  pressed,
  controls,
  ref,
}: ButtonProps) {
  const reasonId = useId();
  const off = reason !== null || busy;
  return (
    <span className={styles.wrap}>
      <button
        ref={ref}
        {...controls}
        // biome-ignore lint/a11y/noAutofocus: only set for the first step of something a person just opened
        autoFocus={autoFocus}
        type={type}
        className={styles.button}
        data-look={look}
        data-size={size}
        data-busy={busy || undefined}
        aria-disabled={off || undefined}
        aria-pressed={pressed}
        aria-describedby={reason === null ? undefined : reasonId}
        onClick={(event) => {
          if (!off) onClick?.();
          else event.preventDefault();
        }}
      >
        {children}
        {kbd !== undefined && <Kbd>{kbd}</Kbd>}
      </button>
      {reason !== null && (
        <span id={reasonId} className={reasonAt === 'hidden' ? 'visually-hidden' : styles.reason}>
          {reason}
        </span>
      )}
    </span>
  );
}

/** The sentence for a hindrance, null when there is none. */
export function useReason(hindrance: Hindrance): string | null {
  const { t } = useTranslation(['common', 'terms']);
  if (hindrance === null) return null;
  if (hindrance.kind === 'locked') return t('common:hindrance.locked');
  return t('common:hindrance.permission', { permission: t(`terms:permission.${hindrance.permission}`) });
}
