import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '../../../shared/contracts/logs.ts';
import { withField } from '../../../shared/domain/log/parse.ts';
import { Button } from '../../components/Button/Button.tsx';
import { formatDateTime } from '../../lib/format.ts';
import { copyText } from '../../lib/platform.ts';
import { resourceText } from '../../lib/resourceText.ts';
import { useCan } from '../../lib/session.ts';
import { formatMoment } from './LogTable.tsx';
import styles from './logs.module.css';
import { type LogsSearch, seedOfLine } from './model.ts';

interface LogDetailProps {
  readonly line: LogLine;
  readonly q: string;
  readonly onChange: (next: Partial<LogsSearch>) => void;
  readonly onClose: () => void;
}

const AROUND_MS = 60_000;

/** One line whole: where it came from, what it says of itself, and ways on from it. */
export function LogDetail({ line, onChange, onClose }: LogDetailProps) {
  const { t } = useTranslation(['logs', 'common', 'terms']);
  const [copied, setCopied] = useState(0);
  const mayRule = useCan('policy.edit');
  const device = line.resourceName === null ? line.source : resourceText(line.resourceName, line.isSimulated);
  const fields = [
    ['host', line.host],
    ['app', line.app],
    ['processId', line.processId],
    ['messageId', line.messageId],
    ['facility', line.facility],
    ['at', line.at === null ? null : formatDateTime(line.at)],
  ] as const;
  return (
    <section className={styles.detail} aria-label={t('logs:detail', { number: line.number })}>
      <header>
        <strong>{`${formatMoment(line.receivedAt)} ${device} ${line.app ?? ''}`}</strong>
        <span className="meta">{t('logs:detail.number', { number: line.number })}</span>
        <span className="meta">{t(`logs:transport.${line.kind === 'trap' ? 'trap' : line.transport}`)}</span>
        <span className="meta">{t('logs:detail.from', { source: line.source })}</span>
        <span className={styles.end}>
          {line.resourceId !== null && (
            <Link to="/resources/$id" params={{ id: line.resourceId }} className={styles.link}>
              {t('logs:action.resource')}
            </Link>
          )}
          {mayRule && (
            <Link to="/policies" search={{ view: 'events', rule: 'new', ...seedOfLine(line) }} className={styles.link}>
              {t('logs:action.rule')}
            </Link>
          )}
          <Button
            onClick={() =>
              onChange({
                q: line.resourceName === null ? withField('', 'source', [line.source]) : withField('', 'device', [line.resourceName]),
                from: line.receivedAt - AROUND_MS,
                to: line.receivedAt + AROUND_MS,
                period: undefined,
                n: line.number,
              })
            }
          >
            {t('logs:action.around')}
          </Button>
          <Button onClick={() => void copyText(line.line).then((done) => setCopied(done ? line.number : 0))}>
            {copied === line.number ? t('common:action.copied') : t('logs:action.copy')}
          </Button>
          <Button look="quiet" kbd="Esc" onClick={onClose}>
            {t('common:action.close')}
          </Button>
        </span>
      </header>
      <div className={styles.whole}>
        <dl>
          {fields.map(([name, value]) =>
            value === null ? null : (
              <div key={name}>
                <dt>{t(`logs:field.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ),
          )}
        </dl>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line is scrolled by keys, too */}
        <pre tabIndex={0}>{line.line}</pre>
      </div>
    </section>
  );
}
