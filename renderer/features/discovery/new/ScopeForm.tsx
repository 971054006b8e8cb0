import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PACES } from '../../../../shared/domain/discovery/plan.ts';
import { MAX_ADDRESSES, scopeOf } from '../../../../shared/domain/discovery/ranges.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { TextField } from '../../../components/Input/Input.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { formatCount } from '../../../lib/format.ts';
import styles from '../discovery.module.css';
import { failureText } from '../model.ts';
import { useStartDiscovery } from '../queries.ts';
import { BeforePanel } from './BeforePanel.tsx';
import { faultsOf, inputOf, type ScopeDraft } from './draft.ts';
import { SetsField } from './SetsField.tsx';

/** Where, how and with what; beside it what that means. */
export function ScopeForm({ initial }: { readonly initial: ScopeDraft }) {
  const { t } = useTranslation(['discovery', 'common', 'terms']);
  const navigate = useNavigate();
  const start = useStartDiscovery();
  const [draft, setDraft] = useState(initial);
  const [hasTried, setHasTried] = useState(false);
  const change = (next: Partial<ScopeDraft>) => setDraft((old) => ({ ...old, ...next }));
  const scope = useMemo(() => scopeOf(draft.ranges, draft.exclusions), [draft.ranges, draft.exclusions]);
  const faults = hasTried ? faultsOf(draft) : [];
  const faulty = [...scope.ranges, ...scope.exclusions].filter(({ fault }) => fault !== null).length;
  const isEmpty = draft.ranges.trim() === '';
  const hindrance =
    scope.problem === null
      ? null
      : scope.problem === 'faulty'
        ? t('discovery:scope.faulty', { n: faulty })
        : t(`discovery:scope.${scope.problem}`, { most: formatCount(MAX_ADDRESSES) });
  const submit = () => {
    setHasTried(true);
    const input = inputOf(draft, scope);
    if (input) start.mutate(input, { onSuccess: ({ id }) => void navigate({ to: '/discovery/$id', params: { id }, replace: true }) });
  };
  return (
    <div className={styles.form}>
      <div className={styles.columns}>
        <div className={styles.fields}>
          <Panel title={t('discovery:form.what')}>
            <TextField
              label={t('discovery:form.name')}
              value={draft.name}
              onChange={(name) => change({ name })}
              maxLength={100}
              placeholder={t('discovery:form.name.placeholder')}
              error={faults.includes('name') ? t('discovery:form.name.missing') : null}
              autoFocus
            />
            <TextField
              label={t('discovery:form.ranges')}
              value={draft.ranges}
              onChange={(ranges) => change({ ranges })}
              rows={6}
              maxLength={20_000}
              hint={t('discovery:form.ranges.hint')}
              error={!isEmpty && scope.problem !== null ? hindrance : null}
            />
            <TextField
              label={t('discovery:form.exclusions')}
              value={draft.exclusions}
              onChange={(exclusions) => change({ exclusions })}
              rows={4}
              maxLength={20_000}
              hint={t('discovery:form.exclusions.hint')}
            />
          </Panel>
          <Panel title={t('discovery:form.how')}>
            <SetsField ids={draft.credentialIds} onChange={(credentialIds) => change({ credentialIds })} />
            <div className={styles.labelled}>
              <span className={styles.label}>{t('discovery:form.pace')}</span>
              <Segmented
                label={t('discovery:form.pace')}
                value={String(draft.pace)}
                onChange={(value) => change({ pace: PACES.find((pace) => String(pace) === value) ?? draft.pace })}
                segments={PACES.map((pace) => ({ value: String(pace), label: t('discovery:form.pace.option', { pace }) }))}
              />
            </div>
            <div className={styles.short}>
              <TextField
                label={t('discovery:form.port')}
                value={draft.port}
                onChange={(port) => change({ port })}
                maxLength={5}
                error={faults.includes('port') ? t('discovery:form.port.wrong') : null}
              />
            </div>
          </Panel>
        </div>
        <BeforePanel draft={draft} scope={scope} />
      </div>
      <footer className={styles.formFoot}>
        {start.error && (
          <p role="alert" className={styles.failure}>
            {failureText(t, start.error)}
          </p>
        )}
        <Button size="large" onClick={() => void navigate({ to: '/discovery' })}>
          {t('discovery:form.leaving')}
        </Button>
        <Button look="primary" size="large" reason={hindrance} busy={start.isPending} onClick={submit}>
          {start.isPending ? t('discovery:form.starting') : t('discovery:form.start')}
        </Button>
      </footer>
    </div>
  );
}
