import type { TFunction } from 'i18next';
import type { AnimationEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Severity } from '../../../shared/domain/alarm/severity.ts';
import styles from './SeverityMark.module.css';

export type MarkLevel = Severity | 'unknown';
export type MarkState = 'plain' | 'unacknowledged' | 'acknowledged' | 'cleared' | 'shelved' | 'suppressed' | 'closed' | 'zero';

interface Shape {
  readonly path: string;
  /** Baseline and size of the character on the 24 x 24 grid. */
  readonly baseline: number;
  readonly size: number;
  /** Middle of the shape and factor of its second outline: a pixel of air at 20 px, and no higher than 24 px. */
  readonly middle?: number;
  readonly ring?: number;
}

const SHAPES: Readonly<Record<MarkLevel, Shape>> = {
  critical: { path: 'M7.7 1.6h8.6l6.1 6.1v8.6l-6.1 6.1H7.7l-6.1-6.1V7.7Z', baseline: 17, size: 14 },
  major: { path: 'M12 .9 24 22.5H0Z', baseline: 20.4, size: 12, middle: 15.3, ring: 1.24 },
  minor: { path: 'M2.1 2.1h19.8v19.8H2.1Z', baseline: 17.1, size: 14 },
  warning: { path: 'M22.8 12A10.8 10.8 0 1 1 1.2 12a10.8 10.8 0 0 1 21.6 0Z', baseline: 16.9, size: 13.5 },
  unknown: { path: 'M2.6 2.6h18.8v18.8H2.6Z', baseline: 17.3, size: 15 },
};

function ringTransform({ middle = 12, ring = 1.2 }: Shape): string {
  return `translate(12 ${middle}) scale(${ring}) translate(-12 ${-middle})`;
}

/** What a screen reader says for a mark. */
export function markLabel(t: TFunction<['common', 'terms']>, level: MarkLevel, state: MarkState): string {
  if (level === 'unknown') return t('common:mark.unknown');
  const severity = t(`terms:severity.${level}`);
  if (state === 'plain' || state === 'zero') return severity;
  return t(`common:mark.${state}`, { severity });
}

/** All marks of a page blink in step: every animation is laid on the same origin of time. */
function inPhase(event: AnimationEvent<SVGSVGElement>): void {
  for (const animation of event.currentTarget.getAnimations()) animation.startTime = 0;
}

export interface SeverityMarkProps {
  readonly level: MarkLevel;
  readonly state?: MarkState;
  /** Edge in px: 14 to 32 on a desk, 88 to 136 on a wall. */
  readonly size?: number;
  /** True when the words stand right beside it, so that a reader does not hear them twice. */
  readonly decorative?: boolean;
}

/** Severity as shape, character and colour: the only way severity is shown anywhere. */
export function SeverityMark({ level, state = 'plain', size = 20, decorative = false }: SeverityMarkProps) {
  const { t } = useTranslation(['common', 'terms']);
  const shape = SHAPES[level];
  return (
    <svg
      role={decorative ? 'presentation' : 'img'}
      aria-hidden={decorative || undefined}
      aria-label={decorative ? undefined : markLabel(t, level, state)}
      className={styles.mark}
      data-level={level}
      data-state={state}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      focusable="false"
      onAnimationStart={inPhase}
    >
      <path className={styles.shape} d={shape.path} />
      <text className={styles.character} x="12" y={shape.baseline} fontSize={shape.size} textAnchor="middle">
        {level === 'unknown' ? '?' : t(`terms:severityMark.${level}`)}
      </text>
      {state === 'unacknowledged' && <path className={styles.ring} d={shape.path} transform={ringTransform(shape)} />}
    </svg>
  );
}
