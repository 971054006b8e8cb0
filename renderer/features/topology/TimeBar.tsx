import { type CSSProperties, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '../../../shared/domain/id.ts';
import { Button } from '../../components/Button/Button.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { useNow } from '../../lib/clock.ts';
import { formatAge, formatDateTime } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import styles from './TimeBar.module.css';
import { gapsIn, HOUR_MS, MINUTE_MS, nearest, reach, type Span, sliderStep, WINDOWS, type Window, widest, windowOf } from './timeModel.ts';
import { useIsBehind } from './world.ts';

/** So long after the slider was moved the map follows: on its way it asks for nothing. */
const FOLLOW_MS = 120;

interface Props {
  readonly at: Instant;
  readonly spans: readonly Span[];
  readonly isComparing: boolean;
  onAt(at: Instant | null): void;
  onCompare(isOn: boolean): void;
}

/** Which moment the map shows, and the way to others; 「回到现在」 ends it. */
export function TimeBar({ at, spans, isComparing, onAt, onCompare }: Props) {
  const { t } = useTranslation('topology');
  const now = useNow();
  const [chosen, choose] = useState<Window>('day');
  // The slider always reaches the moment that is shown.
  const window = widest(chosen, windowOf(spans, at));
  const range = useMemo(() => reach(spans, window), [spans, window]);
  // Where the slider is while it is moved, until the map has followed.
  const [held, hold] = useState<Instant | null>(null);
  useEffect(() => {
    if (held === null) return;
    const timer = setTimeout(() => {
      hold(null);
      const there = nearest(spans, held, held < at ? -1 : 1);
      if (there !== null && there !== at) onAt(there);
    }, FOLLOW_MS);
    return () => clearTimeout(timer);
  }, [held, at, spans, onAt]);
  const step = (byMs: number) => {
    const there = nearest(spans, at + byMs, byMs < 0 ? -1 : 1);
    if (there !== null) onAt(there);
  };
  const group = t('title');
  useKeys([
    { id: 'topology.back', keys: 'BracketLeft', title: t('key.minuteBack'), group, repeats: true, run: () => step(-MINUTE_MS) },
    { id: 'topology.on', keys: 'BracketRight', title: t('key.minuteOn'), group, repeats: true, run: () => step(MINUTE_MS) },
    { id: 'topology.hourBack', keys: 'Shift+BracketLeft', title: t('key.hourBack'), group, repeats: true, run: () => step(-HOUR_MS) },
    { id: 'topology.hourOn', keys: 'Shift+BracketRight', title: t('key.hourOn'), group, repeats: true, run: () => step(HOUR_MS) },
    { id: 'topology.compare', keys: 'KeyC', title: t('key.compare'), group, run: () => onCompare(!isComparing) },
  ]);
  const shown = held ?? at;
  const isTold = nearest(spans, at, 1) === at;
  const isBehind = useIsBehind(at);
  return (
    <section className={styles.bar} aria-label={t('past.bar')}>
      <Tag look="solid">{t('past')}</Tag>
      <b className={styles.moment}>{formatDateTime(shown)}</b>
      <span className="meta">
        {!isTold ? t('past.none') : isBehind || held !== null ? t('past.behind') : t('past.ago', { age: formatAge(now - shown) })}
      </span>
      <Button look="quiet" kbd="[" onClick={() => step(-MINUTE_MS)}>
        {t('past.minuteBack')}
      </Button>
      {range && (
        <span className={styles.track}>
          <span className={styles.gaps} aria-hidden="true">
            {gapsIn(spans, range).map(({ start, end }) => (
              <i key={start} style={{ '--start': start, '--width': end - start } as CSSProperties} />
            ))}
          </span>
          <input
            type="range"
            aria-label={t('past.slider')}
            aria-valuetext={formatDateTime(shown)}
            min={range.from}
            max={range.until}
            step={sliderStep(range)}
            value={Math.min(Math.max(shown, range.from), range.until)}
            onChange={(event) => hold(Number(event.target.value))}
          />
          <span className={styles.ends} aria-hidden="true">
            <span>{formatDateTime(range.from)}</span>
            <span>{formatDateTime(range.until)}</span>
          </span>
        </span>
      )}
      <Button look="quiet" kbd="]" onClick={() => step(MINUTE_MS)}>
        {t('past.minuteOn')}
      </Button>
      <Segmented<Window>
        label={t('past.window')}
        segments={WINDOWS.map((value) => ({ value, label: t(`past.window.${value}`) }))}
        value={window}
        onChange={choose}
      />
      <Button kbd="c" pressed={isComparing} onClick={() => onCompare(!isComparing)}>
        {t('past.compare')}
      </Button>
      <Button look="primary" kbd="h" onClick={() => onAt(null)}>
        {t('past.end')}
      </Button>
    </section>
  );
}
