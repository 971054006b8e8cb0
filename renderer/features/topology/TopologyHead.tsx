import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '../../../shared/domain/id.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { PageHead } from '../../components/Page/Page.tsx';
import { useKeys } from '../../lib/keys.ts';
import { EVERY_MS } from './queries.ts';
import { TimeBar } from './TimeBar.tsx';
import { MINUTE_MS, nearest } from './timeModel.ts';
import { useRecord } from './world.ts';

const route = getRouteApi('/shell/topology');

interface Props {
  readonly views?: ReactNode;
  readonly crumbs?: readonly ReactNode[];
  /** When the links that are shown were worked out; null while there are none. */
  readonly at: Instant | null;
}

/** Head of every view of the topology: where one is, of when it is, and the way into the past and back (R-8.4.2-c2-2). */
export function TopologyHead({ views, crumbs = [], at }: Props) {
  const { t } = useTranslation('topology');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: record } = useRecord();
  const spans = record?.spans ?? [];
  const go = (moment: Instant | null) =>
    void navigate({
      search: (old) => ({ ...old, at: moment ?? undefined, compare: moment === null ? undefined : old.compare }),
      replace: true,
    });
  const newest = spans.at(-1)?.until ?? null;
  const reason = newest === null ? t('past.nothing') : null;
  // From a minute ago: what one wants to see again has mostly just happened.
  const begin = () => go(newest === null ? null : nearest(spans, Math.floor((newest - MINUTE_MS) / MINUTE_MS) * MINUTE_MS, 1));
  const isPast = search.at !== undefined;
  useKeys([
    {
      ...{ id: 'topology.past', keys: 'KeyH', title: t(isPast ? 'key.now' : 'key.past'), group: t('title'), reason },
      run: () => (isPast ? go(null) : begin()),
    },
  ]);
  return (
    <>
      <PageHead
        title={t('title')}
        views={views}
        crumbs={crumbs}
        actions={
          search.at === undefined && (
            <>
              <Button kbd="h" reason={reason} reasonAt="hidden" onClick={begin}>
                {t('past.begin')}
              </Button>
              {at !== null && <Age at={at} intervalMs={EVERY_MS} label={t('age')} />}
            </>
          )
        }
      />
      {search.at !== undefined && record && (
        <TimeBar
          at={search.at}
          spans={spans}
          isComparing={search.compare === 'yes'}
          onAt={go}
          onCompare={(isOn) => void navigate({ search: (old) => ({ ...old, compare: isOn ? 'yes' : undefined }), replace: true })}
        />
      )}
    </>
  );
}
