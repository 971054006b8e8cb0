import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../shared/contracts/resources.ts';
import type { ToolJob } from '../../../shared/contracts/tools.ts';
import { TOOLS, type Tool } from '../../../shared/domain/tool/tool.ts';
import { Banner } from '../../components/Banner/Banner.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { PageHead } from '../../components/Page/Page.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SimulatedTag } from '../../components/ResourceName/ResourceName.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { useKeys } from '../../lib/keys.ts';
import { useCan } from '../../lib/session.ts';
import { useResources } from '../resources/index.ts';
import { type Draft, draftOf, FIRST_DRAFT, jobOf } from './model.ts';
import { useRun, useRunning, useRuns } from './queries.ts';
import { ResultPanel } from './ResultPanel.tsx';
import { RunsPanel } from './RunsPanel.tsx';
import { SessionPanel } from './SessionPanel.tsx';
import { ToolForm } from './ToolForm.tsx';
import styles from './tools.module.css';

const route = getRouteApi('/shell/resources/$id/tools');

/** 诊断工具 of one resource: ping, trace, ports and SNMP from where the station asks it (R-8.4.2-c2-3). */
export function ToolsPage() {
  const { t } = useTranslation(['tools', 'resources']);
  const { id } = route.useParams();
  const resources = useResources(true);
  const resource = resources.data?.items.find((one) => one.id === id);
  return (
    <Loaded permission="resource.read" what={t('resources:what.one')} query={resources}>
      {({ items }) =>
        resource ? (
          <Tools key={id} resource={resource} all={items} />
        ) : (
          <>
            <PageHead title={t('tools:title')} />
            <StateBlock icon="box" title={t('resources:notFound.title')}>
              <p>{t('resources:notFound.text')}</p>
            </StateBlock>
          </>
        )
      }
    </Loaded>
  );
}

function Tools({ resource, all }: { readonly resource: Resource; readonly all: readonly Resource[] }) {
  const { t } = useTranslation(['tools', 'resources', 'terms']);
  const search = route.useSearch();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(FIRST_DRAFT);
  const query = useRun(search.run);
  const runs = useRuns(resource.id);
  const { begin, stop, renew } = useRunning(resource.id);
  const run = query.data?.resourceId === resource.id ? query.data : undefined;
  const tool: Tool = search.tool ?? run?.job.tool ?? 'ping';
  const isRunning = run?.state === 'running';
  const lacking = useActionReason(`tool.${tool}`);
  const stopLacking = useActionReason('tool.read');
  const mayRead = useCan('tool.read');
  const hasSnmp = resource.checks.some(({ protocol }) => protocol === 'snmp');
  const reason =
    lacking ??
    (resource.retiredAt !== null
      ? t('terms:problem.resource.retired')
      : tool === 'snmp' && !hasSnmp
        ? t('terms:problem.tool.noCredential')
        : null);
  const stopReason = stopLacking ?? (run && !run.isOwn ? t('terms:problem.tool.notOwn') : null);
  const go = (next: { readonly tool?: Tool | undefined; readonly run?: string | undefined }) =>
    void navigate({ to: '/resources/$id/tools', params: { id: resource.id }, search: next, replace: true });
  const start = (job: ToolJob | null) => {
    if (job && reason === null && !isRunning && !begin.isPending)
      begin.mutate(job, {
        onSuccess: ({ id }) => {
          go({ tool: job.tool, run: id });
          place.current?.focus();
        },
      });
  };
  const halt = () => {
    if (run && isRunning && stopReason === null) stop.mutate(run.id);
  };
  // Out of the box that was typed in: keys are commands again, and a reader is where the result comes.
  const place = useRef<HTMLDivElement>(null);
  const endedAt = run?.endedAt ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is asked for again when a run ends, and at no other time
  useEffect(() => {
    if (endedAt !== null) void renew();
  }, [endedAt]);
  const group = t('tools:title');
  useKeys([
    ...TOOLS.map((one, index) => ({
      ...{ id: `tools.${one}`, keys: `Digit${index + 1}`, title: t('tools:key.tool', { name: t(`tools:tool.${one}`) }), group },
      run: () => go({ tool: one }),
    })),
    { id: 'tools.run', keys: 'KeyR', title: t('tools:key.run'), group, reason, run: () => start(jobOf(tool, draft)) },
    { id: 'tools.stop', keys: 'KeyX', title: t('tools:key.stop'), group, reason: isRunning ? stopReason : '', run: halt },
    {
      ...{ id: 'tools.back', keys: 'Escape', title: t('tools:key.back'), group },
      run: () => void navigate({ to: '/resources/$id', params: { id: resource.id } }),
    },
  ]);
  const failure = begin.error ?? stop.error;
  const shown = run?.job.tool === tool ? run : undefined;
  return (
    <>
      <PageHead
        title={t('tools:title')}
        views={
          <Segmented<Tool>
            label={t('tools:which')}
            value={tool}
            onChange={(one) => go({ tool: one })}
            segments={TOOLS.map((one) => ({ value: one, label: t(`tools:tool.${one}`) }))}
          />
        }
        crumbs={[
          <Link key="list" to="/resources">
            {t('resources:title')}
          </Link>,
          <Link key="one" to="/resources/$id" params={{ id: resource.id }}>
            {resource.name}
          </Link>,
        ]}
        meta={
          <>
            <span className="mono">{resource.address}</span> {resource.isSimulated && <SimulatedTag />}
          </>
        }
      />
      {resource.retiredAt !== null && <Banner kind="notice" title={t('tools:retired')} />}
      {failure && (
        <Banner
          kind="notice"
          title={t(begin.error ? 'tools:failed.start' : 'tools:failed.stop', { problem: t(`terms:problem.${failure.code}`) })}
        />
      )}
      <div className={styles.layout}>
        <div className={styles.work}>
          <Panel title={t(`tools:tool.${tool}`)}>
            <ToolForm
              tool={tool}
              draft={draft}
              isRunning={isRunning || begin.isPending}
              reason={reason}
              stopReason={stopReason}
              onDraft={(change) => setDraft((before) => ({ ...before, ...change }))}
              onRun={() => start(jobOf(tool, draft))}
              onStop={halt}
            />
          </Panel>
          <div className={styles.result} ref={place} tabIndex={-1}>
            {search.run !== undefined && mayRead && !shown && !run ? (
              <Loaded permission="tool.read" what={t('tools:what.run')} query={query}>
                {() => null}
              </Loaded>
            ) : shown ? (
              <ResultPanel
                key={shown.id}
                run={shown}
                reason={reason}
                resourceAt={(address) => all.find((one) => one.address === address && one.retiredAt === null)}
                onMore={(after) => shown.job.tool === 'snmp' && start({ ...shown.job, after })}
              />
            ) : (
              <StateBlock icon="pulse" title={t('tools:result.none.title')}>
                <p>{t('tools:result.none.text')}</p>
              </StateBlock>
            )}
          </div>
        </div>
        <aside className={styles.side} aria-label={t('tools:side')}>
          <SessionPanel resourceId={resource.id} retiredReason={resource.retiredAt === null ? null : t('terms:problem.resource.retired')} />
          <RunsPanel
            query={runs}
            shown={shown?.id}
            onOpen={(one) => {
              setDraft((before) => draftOf(one.job, before));
              go({ tool: one.job.tool, run: one.id });
            }}
          />
        </aside>
      </div>
    </>
  );
}
