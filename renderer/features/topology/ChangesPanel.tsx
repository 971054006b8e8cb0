import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../shared/contracts/alarms.ts';
import type { NetworkChanges } from '../../../shared/contracts/networkPast.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { Button } from '../../components/Button/Button.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { toCsv } from '../../lib/csv.ts';
import { formatCount, formatDateTime } from '../../lib/format.ts';
import { saveText } from '../../lib/platform.ts';
import { alarmTitle, useAlarms } from '../alarms/index.ts';
import styles from './topology.module.css';
import { useChanges, usePastAlarms } from './world.ts';

/** More than this nobody reads in a panel; the file has all. */
const MOST_LISTED = 100;

interface Props {
  readonly at: Instant;
  onDevice(id: string): void;
}

/** What is otherwise now than at the moment that is shown: links, resources, alarms, each with the way to it. */
export function ChangesPanel({ at, onDevice }: Props) {
  const { t } = useTranslation('topology');
  const query = useChanges(at);
  return (
    <aside className={styles.side} aria-label={t('changes')}>
      <Loaded permission="resource.read" what={t('changes')} query={query}>
        {(changes) => <Lists changes={changes} onDevice={onDevice} />}
      </Loaded>
    </aside>
  );
}

/** Alarms that are active now and were not, and the other way round. */
function useAlarmChanges(at: Instant): { readonly begun: readonly Alarm[]; readonly ended: readonly Alarm[] } | null {
  const { data: then } = usePastAlarms(at);
  const { data: now } = useAlarms();
  if (!then || !now) return null;
  const active = now.items.filter(({ cleared }) => cleared === null);
  const [before, after] = [then.items, active].map((alarms) => new Set(alarms.map(({ id }) => id)));
  return { begun: active.filter(({ id }) => !before?.has(id)), ended: then.items.filter(({ id }) => !after?.has(id)) };
}

function Lists({ changes, onDevice }: { readonly changes: NetworkChanges; readonly onDevice: Props['onDevice'] }) {
  const { t } = useTranslation(['topology', 'terms']);
  const alarms = useAlarmChanges(changes.from);
  const { links, resources, from, to } = changes;
  const textOf = ({ a, b }: NetworkChanges['links'][number]['link']) => `${a.name} ${a.port} — ${b.name} ${b.port}`;
  const save = () => {
    const rows = [
      ...links.map(({ link, change }) => [t('topology:changes.links'), textOf(link), t(`topology:change.link.${change}`)]),
      ...resources.map(({ name, place, change }) => [
        t('topology:changes.resources'),
        `${place} ${name}`.trim(),
        t(`topology:change.resource.${change}`),
      ]),
      ...(alarms?.begun ?? []).map((one) => [t('topology:changes.begun'), `${one.number} ${one.resourceName}`, alarmTitle(one)]),
      ...(alarms?.ended ?? []).map((one) => [t('topology:changes.ended'), `${one.number} ${one.resourceName}`, alarmTitle(one)]),
    ];
    const head = [t('topology:changes.kind'), t('topology:changes.what'), t('topology:changes.how')];
    void saveText(
      `${t('topology:changes.file', { from: formatDateTime(from), to: formatDateTime(to) }).replaceAll(':', '')}.csv`,
      toCsv(head, rows),
    );
  };
  const isCalm = links.length + resources.length + (alarms ? alarms.begun.length + alarms.ended.length : 0) === 0;
  return (
    <>
      <Panel
        title={t('topology:changes')}
        actions={
          <Button look="quiet" onClick={save}>
            {t('topology:changes.export')}
          </Button>
        }
      >
        <p>{t('topology:changes.between', { from: formatDateTime(from), to: formatDateTime(to) })}</p>
        {isCalm && <p>{t('topology:changes.none')}</p>}
      </Panel>
      <Listed title={t('topology:changes.resources')} items={resources}>
        {({ id, name, place, change }) => (
          <button type="button" className={styles.link} onClick={() => onDevice(id)}>
            <Tag look="dashed">{t(`topology:change.resource.${change}`)}</Tag> {place} {name}
          </button>
        )}
      </Listed>
      <Listed title={t('topology:changes.links')} items={links}>
        {({ link, change }) => {
          const device = link.a.resourceId ?? link.b.resourceId;
          return (
            <button type="button" className={styles.link} disabled={device === null} onClick={() => device !== null && onDevice(device)}>
              <Tag look="dashed">{t(`topology:change.link.${change}`)}</Tag> {textOf(link)}
            </button>
          );
        }}
      </Listed>
      {(['begun', 'ended'] as const).map((which) => (
        <Listed key={which} title={t(`topology:changes.${which}`)} items={alarms?.[which] ?? []}>
          {(one) => (
            <button type="button" className={styles.link} onClick={() => onDevice(one.resourceId)}>
              <SeverityMark level={one.severity} size={16} state={which === 'ended' ? 'acknowledged' : 'unacknowledged'} />{' '}
              {one.resourceName} {alarmTitle(one)}
            </button>
          )}
        </Listed>
      ))}
    </>
  );
}

interface ListedProps<T> {
  readonly title: string;
  readonly items: readonly T[];
  children(item: T): React.ReactNode;
}

function Listed<T>({ title, items, children }: ListedProps<T>) {
  const { t } = useTranslation('topology');
  if (items.length === 0) return null;
  const more = items.length - MOST_LISTED;
  return (
    <Panel title={title} meta={formatCount(items.length)} padded={false}>
      <ul className={styles.links}>
        {items.slice(0, MOST_LISTED).map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a comparison is a list of its own each time
          <li key={index}>{children(item)}</li>
        ))}
      </ul>
      {more > 0 && <p className={styles.note}>{t('changes.more', { count: more })}</p>}
    </Panel>
  );
}
