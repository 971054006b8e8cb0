import { type KeyboardEvent, type ReactNode, type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogField } from '../../../shared/domain/log/parse.ts';
import { LOG_PERIODS } from '../../../shared/domain/log/query.ts';
import { Button } from '../../components/Button/Button.tsx';
import { Chip } from '../../components/Chip/Chip.tsx';
import { Icon } from '../../components/Icon/Icon.tsx';
import { Kbd } from '../../components/Kbd/Kbd.tsx';
import { stationClock } from '../../lib/clock.ts';
import { formatWhen } from '../../lib/format.ts';
import { isComposing } from '../../lib/keys.ts';
import styles from './logs.module.css';
import type { LogsSearch } from './model.ts';

export interface SearchBarProps {
  readonly q: string;
  readonly search: LogsSearch;
  readonly problem: { readonly field: LogField; readonly value: string } | null;
  readonly onChange: (next: Partial<LogsSearch>) => void;
  /** Stands before the box. */
  readonly saved?: ReactNode;
  readonly actions?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

/** The box and the time. What is typed is looked for while it is typed; Enter asks again, up to now. */
export function SearchBar({ q, search, problem, onChange, saved, actions, ref }: SearchBarProps) {
  const { t } = useTranslation(['logs', 'common']);
  const problemId = useId();
  const hintId = useId();
  const { period, from, to } = search;
  const isFixed = from !== undefined && to !== undefined;
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') event.currentTarget.blur();
    else if (event.key === 'Enter') onChange({});
    else return;
    event.preventDefault();
  }
  return (
    <search className={styles.bar} aria-label={t('logs:bar')}>
      {saved}
      <span className={styles.box}>
        <Icon name="search" />
        <input
          ref={ref}
          type="search"
          aria-label={t('logs:box')}
          aria-describedby={`${hintId} ${problemId}`}
          aria-invalid={problem !== null}
          placeholder={t('logs:box.placeholder')}
          maxLength={1000}
          value={q}
          onChange={(event) => onChange({ q: event.target.value || undefined })}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
        />
        {q === '' && <Kbd quiet>/</Kbd>}
      </span>
      <span id={hintId} className="visually-hidden">
        {t('logs:box.hint')}
      </span>
      <span id={problemId} className={styles.problem} role="status">
        {problem && t(`logs:problem.${problem.field === 'severity' ? 'severity' : 'kind'}`, { value: problem.value })}
      </span>
      {search.view === undefined && (
        <>
          {LOG_PERIODS.map((name) => (
            <Chip
              key={name}
              isOn={!isFixed && (period ?? '2h') === name}
              onToggle={() => onChange({ period: name, from: undefined, to: undefined })}
            >
              {t(`logs:period.${name}`)}
            </Chip>
          ))}
          {isFixed && (
            <Chip isOn onToggle={() => onChange({ from: undefined, to: undefined })}>
              {`${formatWhen(from, stationClock.now())} – ${formatWhen(to, stationClock.now())}`}
            </Chip>
          )}
          <Button look="primary" onClick={() => onChange({})}>
            {t('logs:action.search')}
            <Kbd>Enter</Kbd>
          </Button>
        </>
      )}
      {actions}
    </search>
  );
}
