import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Health } from '../../../shared/contracts/health.ts';
import type { Severity } from '../../../shared/domain/alarm/severity.ts';
import type { FigureCode } from '../../../shared/domain/health/figures.ts';
import { Age } from '../../components/Age/Age.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { Tile } from '../../components/Tile/Tile.tsx';
import { formatBytes, formatCount, formatNumber } from '../../lib/format.ts';
import { HEALTH_EVERY_MS } from '../../lib/health.ts';
import { Curve } from './Curve.tsx';
import styles from './health.module.css';
import { diskUsed, LIMIT_MS, writeQueue } from './model.ts';

interface Figure {
  readonly id: 'endToEnd' | 'request' | 'queue' | 'disk' | 'audit' | 'sessions';
  readonly value: string;
  readonly unit: string;
  readonly note: string;
  readonly at: number | null;
  readonly everyMs: number;
  readonly severity: Severity | null;
}

const CURVES = {
  endToEnd: 'endToEndP95',
  request: 'requestP95',
  queue: 'queueDepth',
  disk: 'diskUsed',
  audit: 'auditRecords',
  sessions: 'sessions',
} as const satisfies Record<Figure['id'], FigureCode>;
const DAY_MS = 86_400_000;

/** The six figures on top: path, answer, queue, disk, chain, people. */
export function HealthTiles({ health, isLost }: { readonly health: Health; readonly isLost: boolean }) {
  const { t } = useTranslation(['health', 'common']);
  const unknown = t('common:value.unknown');
  const seconds = (ms: number | null) => (ms === null ? unknown : formatNumber(ms / 1000, 2));
  const used = diskUsed(health.disk);
  const queue = writeQueue(health);
  const isSlow = (ms: number | null): Severity | null => (ms !== null && ms > LIMIT_MS ? 'minor' : null);
  const limit = LIMIT_MS / 1000;
  const live = { at: health.at, everyMs: HEALTH_EVERY_MS };
  const figures: readonly Figure[] = [
    {
      ...live,
      id: 'endToEnd',
      value: seconds(health.endToEndP95Ms),
      unit: t('health:unit.seconds'),
      note: t('health:tile.endToEnd.note', { limit }),
      severity: isSlow(health.endToEndP95Ms),
    },
    {
      ...live,
      id: 'request',
      value: seconds(health.requestP95Ms),
      unit: t('health:unit.seconds'),
      note: t('health:tile.request.note', { limit }),
      severity: isSlow(health.requestP95Ms),
    },
    {
      ...live,
      id: 'queue',
      value: formatCount(queue.depth),
      unit: t('health:unit.items'),
      note: t('health:tile.queue.note', { dropped: formatCount(queue.dropped) }),
      severity: queue.dropped > 0 ? 'minor' : null,
    },
    {
      ...live,
      id: 'disk',
      value: used === null ? unknown : formatNumber(used, 0),
      unit: '%',
      note: t('health:tile.disk.note', { free: formatBytes(health.disk.free) }),
      severity: diskSeverity(health.disk.state),
    },
    {
      id: 'audit',
      at: health.audit.verifiedAt,
      everyMs: DAY_MS,
      value: formatCount(health.audit.records),
      unit: t('health:unit.items'),
      note: t(auditNote(health.audit.ok)),
      severity: health.audit.ok === false ? 'critical' : null,
    },
    {
      ...live,
      id: 'sessions',
      value: formatCount(health.sessions),
      unit: t('health:unit.people'),
      note: t('health:tile.sessions.note', { sockets: formatCount(health.sockets) }),
      severity: null,
    },
  ];
  return (
    <div className={styles.tiles}>
      {figures.map((figure) => (
        <Tile
          key={figure.id}
          label={t(`health:tile.${figure.id}`)}
          value={figure.value}
          {...(figure.value === unknown ? {} : { unit: figure.unit })}
          note={figure.note}
          curve={<Curve code={CURVES[figure.id]} {...(figure.id === 'queue' ? { part: 'backend>core' } : {})} size="tile" />}
          isStale={isLost}
          mark={markOf(figure.severity)}
          age={<Age at={figure.at} intervalMs={figure.everyMs} />}
        />
      ))}
    </div>
  );
}

function markOf(severity: Severity | null): ReactNode {
  return severity && <SeverityMark level={severity} size={18} />;
}

function diskSeverity(state: Health['disk']['state']): Severity | null {
  if (state === 'ok') return null;
  return state === 'full' ? 'critical' : 'major';
}

function auditNote(ok: boolean | null) {
  if (ok === null) return 'health:tile.audit.unverified' as const;
  return ok ? ('health:tile.audit.ok' as const) : ('health:tile.audit.broken' as const);
}
