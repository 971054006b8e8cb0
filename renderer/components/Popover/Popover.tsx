import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../lib/keys.ts';
import styles from './Popover.module.css';

export interface PopoverProps {
  readonly label: string;
  readonly onClose: () => void;
  /** Which edge lies under that of its control. */
  readonly align?: 'start' | 'end';
  /** What has the focus at first, where it is not the panel itself. */
  readonly first?: RefObject<HTMLElement | null> | null;
  readonly children: ReactNode;
}

/** A small panel under the control that opened it. Esc or a press elsewhere closes it. */
export function Popover({ label, onClose, align = 'end', first = null, children }: PopoverProps) {
  const { t } = useTranslation('common');
  const panel = useRef<HTMLDivElement>(null);
  useKeys([{ id: 'popover.close', keys: 'Escape', title: t('action.close'), group: label, inText: true, run: onClose }], 'box');
  const focusFirst = useEffectEvent(() => (first?.current ?? panel.current)?.focus());
  useEffect(() => {
    const opener = document.activeElement;
    focusFirst();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  useEffect(() => {
    const onPress = (event: PointerEvent): void => {
      const host = panel.current?.parentElement;
      if (event.target instanceof Node && !host?.contains(event.target)) onClose();
    };
    window.addEventListener('pointerdown', onPress);
    return () => window.removeEventListener('pointerdown', onPress);
  }, [onClose]);
  return (
    <div ref={panel} className={styles.popover} data-align={align} role="dialog" aria-label={label} tabIndex={-1}>
      {children}
    </div>
  );
}
