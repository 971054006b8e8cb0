import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeWindow } from '../../../../shared/domain/time/window.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Icon } from '../../../components/Icon/Icon.tsx';
import type { DraftError } from '../model.ts';
import styles from '../policies.module.css';
import fields from './editor.module.css';
import { FieldError } from './FieldError.tsx';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const NEW_WINDOW: TimeWindow = { days: [1, 2, 3, 4, 5], from: 8 * 60, to: 20 * 60 };
const MOST = 10;

/** Minutes of the day as a time box has them; the end of the day is its beginning there. */
const clockOf = (minute: number): string =>
  `${String(Math.floor((minute % 1440) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function minuteOf(text: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

interface Props {
  readonly windows: readonly TimeWindow[];
  readonly path: string;
  readonly errors: readonly DraftError[];
  readonly isReadOnly: boolean;
  readonly onChange: (windows: readonly TimeWindow[]) => void;
}

/** When the threshold watches: days and hours in Asia/Shanghai, always where there is none. */
export function WindowFields({ windows, path, errors, isReadOnly, onChange }: Props) {
  const { t } = useTranslation('policies');
  const set = (place: number, change: Partial<TimeWindow>) =>
    onChange(windows.map((window, i) => (i === place ? { ...window, ...change } : window)));
  return (
    <>
      <span className={fields.label}>{t('field.windows')}</span>
      <div className={styles.fields}>
        {windows.length === 0 && <span>{t('field.windows.always')}</span>}
        {windows.map((window, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: windows have no name but their place
          <WindowRow key={place} window={window} isReadOnly={isReadOnly} onChange={(change) => set(place, change)}>
            <Button look="quiet" onClick={() => onChange(windows.filter((_, i) => i !== place))}>
              <span aria-hidden="true">
                <Icon name="cross" size={14} />
              </span>
              <span className="visually-hidden">{t('field.windows.remove')}</span>
            </Button>
          </WindowRow>
        ))}
        <FieldError errors={errors} path={path} />
        {!isReadOnly && windows.length < MOST && (
          <Button look="quiet" onClick={() => onChange([...windows, NEW_WINDOW])}>
            <Icon name="plus" size={14} />
            {t('field.windows.add')}
          </Button>
        )}
      </div>
      <span className={fields.hint}>{t('hint.windows')}</span>
    </>
  );
}

interface RowProps {
  readonly window: TimeWindow;
  readonly isReadOnly: boolean;
  readonly onChange: (change: Partial<TimeWindow>) => void;
  readonly children: ReactNode;
}

function WindowRow({ window, isReadOnly, onChange, children }: RowProps) {
  const { t } = useTranslation('policies');
  const { days, from, to } = window;
  const toggle = (day: number) => onChange({ days: days.includes(day) ? days.filter((one) => one !== day) : [...days, day].sort() });
  const time = (label: string, value: number, apply: (minute: number) => void) => (
    <input
      type="time"
      aria-label={label}
      className={fields.time}
      value={clockOf(value)}
      disabled={isReadOnly}
      onChange={(event) => {
        const minute = minuteOf(event.target.value);
        if (minute !== null) apply(minute);
      }}
    />
  );
  return (
    <div className={fields.window}>
      <span className={fields.days}>
        {DAYS.map((day) => (
          <button
            key={day}
            type="button"
            aria-label={t('day.label', { day: t(`day.${day}`) })}
            aria-pressed={days.includes(day)}
            disabled={isReadOnly}
            onClick={() => toggle(day)}
          >
            {t(`day.${day}`)}
          </button>
        ))}
      </span>
      {time(t('field.windows.from'), from, (minute) => onChange({ from: minute }))}
      <span aria-hidden="true">–</span>
      {time(t('field.windows.to'), to, (minute) => onChange({ to: minute === 0 ? 1440 : minute }))}
      {!isReadOnly && children}
    </div>
  );
}
