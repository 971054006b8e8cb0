import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../../shared/domain/access/permissions.ts';
import type { Failure } from '../../lib/api.ts';
import { stationTime } from '../../lib/clock.ts';
import { useCan } from '../../lib/session.ts';
import { Banner } from '../Banner/Banner.tsx';
import { Button } from '../Button/Button.tsx';
import { DeniedState, ErrorState, LoadingState } from '../StateBlock/StateBlock.tsx';

/** The part of a query's result that decides what is shown. */
export interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: Failure | null;
  readonly errorUpdatedAt: number;
  readonly refetch: () => unknown;
}

export interface LoadedProps<Data> {
  /** What it takes to see it at all. */
  readonly permission: Permission;
  /** Names the content in sentences. */
  readonly what: string;
  readonly query: Asked<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** What the station answered, or why it is not here: no permission, on its way, failed. An answer that could not be renewed stays, and says so. */
export function Loaded<Data>({ permission, what, query, children }: LoadedProps<Data>) {
  const { t } = useTranslation(['common', 'terms']);
  const { data, error } = query;
  if (!useCan(permission)) return <DeniedState permission={permission} />;
  if (data === undefined)
    return error ? (
      <ErrorState what={what} failure={error} at={stationTime(query.errorUpdatedAt)} onRetry={() => void query.refetch()} />
    ) : (
      <LoadingState what={what} />
    );
  return (
    <>
      {error && error.code !== 'network.unreachable' && (
        <Banner
          kind="notice"
          title={t('common:state.error.kept', { what, problem: t(`terms:problem.${error.code}`) })}
          actions={<Button onClick={() => void query.refetch()}>{t('common:action.retry')}</Button>}
        />
      )}
      {children(data)}
    </>
  );
}
