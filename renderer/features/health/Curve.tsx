import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { getHealthHistory, type HealthHistory } from '../../../shared/contracts/health.ts';
import { type FigureCode, type FigureUnit, figureDefinition } from '../../../shared/domain/health/figures.ts';
import { Sparkline } from '../../components/Sparkline/Sparkline.tsx';
import { call } from '../../lib/api.ts';
import { useNowWhile } from '../../lib/clock.ts';
import { formatBytes, formatNumber } from '../../lib/format.ts';
import { useCan } from '../../lib/session.ts';

/** How far back the curves go, in hours. */
export const PERIODS = { '24h': 24, '7d': 168 } as const;
export type Period = keyof typeof PERIODS;
const EVERY_MS = 60_000;

interface Known {
  readonly period: Period;
  readonly values: ReadonlyMap<string, readonly (number | null)[]>;
}

const Curves = createContext<Known | null>(null);
const keyOf = (code: FigureCode, part: string): string => `${code} ${part}`;

/** Fetches the history of all figures once for every curve within. */
export function CurvesProvider({ period, children }: { readonly period: Period; readonly children: ReactNode }) {
  const enabled = useCan('health.read');
  const { data } = useQuery<HealthHistory>({
    queryKey: ['health', 'history', period],
    queryFn: ({ signal }) => call(getHealthHistory, { query: { hours: PERIODS[period] } }, { signal }),
    refetchInterval: EVERY_MS,
    enabled,
  });
  const step = useNowWhile(true, data?.stepMs ?? EVERY_MS) ?? 0;
  const known = useMemo(() => {
    if (!data) return null;
    // What was fetched before the station went ends where it ended: the time since then is a gap, and the right end is always now.
    const missed = Math.max(0, Math.round((step + data.stepMs - data.to) / data.stepMs));
    const upToNow = (values: readonly (number | null)[]) => values.map((_value, place) => values[place + missed] ?? null);
    return { period, values: new Map(data.series.map(({ code, part, values }) => [keyOf(code, part), upToNow(values)])) };
  }, [data, period, step]);
  return <Curves value={known}>{children}</Curves>;
}

/** A value of a figure with its unit. */
function inUnit(unit: FigureUnit, value: number): string {
  if (unit === 'B') return formatBytes(value);
  const text = formatNumber(value, value !== 0 && Math.abs(value) < 10 ? 1 : 0);
  return unit === '1' ? text : `${text} ${unit}`;
}

interface CurveProps {
  readonly code: FigureCode;
  readonly part?: string;
  readonly size?: 'cell' | 'tile';
}

/** How a figure went, as a small curve beside it; nothing where there is no history of it. */
export function Curve({ code, part = '', size = 'cell' }: CurveProps) {
  const { t } = useTranslation('health');
  const known = use(Curves);
  const values = known?.values.get(keyOf(code, part));
  if (!known || !values) return null;
  const { unit, above, below } = figureDefinition(code);
  const seen = values.filter((value) => value !== null);
  if (seen.length === 0) return null;
  const label = t('curve', {
    figure: t(`figure.${code}`),
    period: t(`period.${known.period}`),
    low: inUnit(unit, Math.min(...seen)),
    high: inUnit(unit, Math.max(...seen)),
  });
  return <Sparkline values={values} limit={above ?? below ?? null} label={label} size={size} />;
}
