import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkLink, NetworkPaths } from '../../../../shared/contracts/topology.ts';
import type { LinkState } from '../../../../shared/domain/topology/linkState.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { SearchInput } from '../../../components/Input/Input.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { formatCount } from '../../../lib/format.ts';
import styles from '../topology.module.css';
import type { MapResource } from '../world.ts';
import { type Step, soughtAmong, stepsOf, type Way } from './pathModel.ts';
import own from './paths.module.css';

interface Props {
  readonly paths: NetworkPaths;
  readonly ways: readonly Way[];
  readonly chosen: number;
  readonly link: string | null;
  readonly resources: readonly MapResource[];
  linkStateOf(link: NetworkLink): LinkState;
  stateTextOf(resourceId: string | null): string;
  onWay(index: number): void;
  onLink(id: string): void;
  onTarget(id: string): void;
}

const MOST_SOUGHT = 10;

/** The ways, the chosen one step by step, and another end to look for. */
export function PathPanel({ paths, ways, chosen, link, resources, linkStateOf, stateTextOf, onWay, onLink, onTarget }: Props) {
  const { t } = useTranslation('topology');
  const way = ways[chosen];
  const { unavoidable, apart } = paths;
  const nameOf = (key: string): string => paths.nodes.find((node) => node.key === key)?.name ?? key;
  return (
    <aside className={styles.side} aria-label={t('path.panel')}>
      <Panel title={t('path.ways')} meta={t('path.apart', { count: apart.length })}>
        {ways.length === 0 ? (
          <p>{t('path.none')}</p>
        ) : (
          <>
            <ul className={own.ways}>
              {ways.map(({ links }, index) => (
                <li key={links.join(' ')}>
                  <Button pressed={index === chosen} {...(index < 9 && { kbd: String(index + 1) })} onClick={() => onWay(index)}>
                    {t(index === 0 ? 'path.shortest' : 'path.other', { count: links.length })}
                  </Button>
                </li>
              ))}
            </ul>
            <p className={styles.confidence}>{t('path.note')}</p>
            {unavoidable.nodes.length + unavoidable.links.length > 0 ? (
              <p>
                {t('path.single', {
                  names: unavoidable.nodes.map(nameOf).join(t('path.separator')) || t('path.noDevice'),
                  links: formatCount(unavoidable.links.length),
                })}
              </p>
            ) : (
              <p>{t('path.redundant')}</p>
            )}
          </>
        )}
      </Panel>
      {way && (
        <Panel title={t('path.steps')} meta={t('path.hops', { count: way.links.length })} padded={false}>
          <ol className={own.steps}>
            {stepsOf(way, paths).map((step) => (
              <li key={step.key}>
                {step.by && <By by={step.by} isChosen={step.by.link.id === link} state={linkStateOf(step.by.link)} onLink={onLink} />}
                <span className={own.device}>
                  {step.resourceId === null ? (
                    step.name
                  ) : (
                    <Link to="/resources/$id" params={{ id: step.resourceId }}>
                      {step.name}
                    </Link>
                  )}{' '}
                  <span className="meta">{stateTextOf(step.resourceId)}</span>{' '}
                  {step.isUnavoidable && <Tag look="dashed">{t('path.must')}</Tag>}
                </span>
              </li>
            ))}
          </ol>
        </Panel>
      )}
      <OtherEnd resources={resources} paths={paths} onTarget={onTarget} />
    </aside>
  );
}

function By({
  by: { link, ports, isUnavoidable },
  isChosen,
  state,
  onLink,
}: {
  readonly by: NonNullable<Step['by']>;
  readonly isChosen: boolean;
  readonly state: LinkState;
  readonly onLink: (id: string) => void;
}) {
  const { t } = useTranslation('topology');
  const named = (port: string): string => (port === '' ? t('port.unknown') : port);
  return (
    <button type="button" className={own.by} aria-pressed={isChosen} onClick={() => onLink(link.id)}>
      {t('path.by', { from: named(ports[0]), to: named(ports[1]) })}{' '}
      {state !== 'seen' && <Tag look="dashed">{t(state === 'doubtful' ? 'conflict' : state)}</Tag>}{' '}
      {isUnavoidable && <Tag look="dashed">{t('path.must')}</Tag>}
    </button>
  );
}

function OtherEnd({
  resources,
  paths,
  onTarget,
}: {
  readonly resources: readonly MapResource[];
  readonly paths: NetworkPaths;
  readonly onTarget: (id: string) => void;
}) {
  const { t } = useTranslation('topology');
  const [text, setText] = useState('');
  const { items, count } = soughtAmong(
    resources.filter(({ id }) => id !== paths.from),
    text,
    MOST_SOUGHT,
  );
  return (
    <Panel title={t('path.otherEnd')}>
      <SearchInput label={t('path.otherEnd')} placeholder={t('path.otherEnd.placeholder')} value={text} onChange={setText} width={280} />
      {text.trim() !== '' && (
        <>
          <p className="meta" role="status">
            {t('path.otherEnd.found', { shown: formatCount(items.length), all: formatCount(count) })}
          </p>
          <ul className={styles.links}>
            {items.map(({ id, name, address }) => (
              <li key={id}>
                <button type="button" className={styles.link} onClick={() => onTarget(id)}>
                  {name} <span className="meta">{address}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
