import type { ReactNode } from 'react';
import { Kbd } from '../Kbd/Kbd.tsx';
import styles from './Chip.module.css';

export interface ChipProps {
  readonly children: ReactNode;
  readonly isOn: boolean;
  readonly onToggle: () => void;
  readonly kbd?: string;
}

/** A filter that is on or off. */
export function Chip({ children, isOn, onToggle, kbd }: ChipProps) {
  return (
    <button type="button" className={styles.chip} aria-pressed={isOn} onClick={onToggle}>
      {children}
      {kbd !== undefined && <Kbd>{kbd}</Kbd>}
    </button>
  );
}
