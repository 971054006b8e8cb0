import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IMPORTANCES, INTERVAL_BOUND_S, MIN_INTERVAL_S, RESOURCE_CLASSES } from '../../../../shared/domain/inventory/resource.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import type { Failure } from '../../../lib/api.ts';
import { usePolicies } from '../queries.ts';
import { ChecksField } from './ChecksField.tsx';
import styles from './form.module.css';
import {
  errorsOfProblem,
  errorText,
  type FieldError,
  parseDraft,
  policyIntervalS,
  type ResourceDraft,
  type ResourceInput,
} from './formModel.ts';
import { PreviewPanel } from './PreviewPanel.tsx';

export interface ResourceFormProps {
  /** Of the resource that is changed; empty for a new one. */
  readonly resourceId: string;
  readonly initial: ResourceDraft;
  readonly isLocal: boolean;
  readonly submitLabel: string;
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  readonly onSubmit: (input: ResourceInput) => void;
  readonly onCancel: () => void;
}

/** Fields of a resource, and beside them what will be collected. What the station refuses stands at its field. */
export function ResourceForm({ resourceId, initial, isLocal, submitLabel, isBusy, failure, onSubmit, onCancel }: ResourceFormProps) {
  const { t } = useTranslation(['resources', 'terms', 'common']);
  const [form] = Form.useForm<ResourceDraft>();
  const draft: ResourceDraft = { ...initial, ...Form.useWatch([], form) };

  const policies = usePolicies();
  const intervalS = policyIntervalS(draft, policies, resourceId);
  const hasTried = useRef(false);

  const show = (errors: readonly FieldError[], isLeading: boolean) => {
    form.setFields(form.getFieldsError().map(({ name }) => ({ name: name as never, errors: [] })));
    const { checks } = { ...initial, ...form.getFieldsValue(true) };
    form.setFields(errors.map((error) => ({ name: [...error.path] as never, errors: [errorText(error, checks)] })));
    const first = errors[0];
    if (first && isLeading) form.scrollToField(first.path as never, { block: 'center', focus: true });
  };
  const parsed = () => parseDraft({ ...initial, ...form.getFieldsValue(true) });
  const submit = () => {
    hasTried.current = true;
    const result = parsed();
    show(result.ok ? [] : result.errors, true);
    if (result.ok) onSubmit(result.input);
  };
  // After the first attempt a sentence goes away as soon as its field is right.
  const recheck = () => {
    if (!hasTried.current) return;
    const result = parsed();
    show(result.ok ? [] : result.errors, false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a refusal is shown once, when it comes
  useEffect(() => {
    if (failure) show(errorsOfProblem(failure.problem), true);
  }, [failure]);
  const isAtField = errorsOfProblem(failure?.problem ?? null).length > 0;

  return (
    <Form<ResourceDraft>
      form={form}
      layout="vertical"
      initialValues={initial}
      requiredMark={false}
      onFinish={submit}
      onValuesChange={recheck}
      className={styles.page ?? ''}
      disabled={isBusy}
    >
      <div className={styles.columns}>
        <div className={styles.fields}>
          <Panel title={t('resources:form.what')}>
            <div className={styles.grid}>
              <Form.Item name="name" label={t('resources:field.name')} extra={t('resources:field.name.hint')}>
                <Input maxLength={100} autoFocus autoComplete="off" />
              </Form.Item>
              <Form.Item name="address" label={t('resources:field.address')} extra={t('resources:field.address.hint')}>
                <Input maxLength={253} autoComplete="off" spellCheck={false} disabled={isLocal} />
              </Form.Item>
              <Form.Item name="resourceClass" label={t('resources:field.resourceClass')}>
                <Select
                  options={RESOURCE_CLASSES.map((value) => ({ value, label: t(`terms:class.${value}`) }))}
                  optionRender={({ label, value }) => (
                    <span className={styles.option}>
                      {label}
                      <span className="meta">{value}</span>
                    </span>
                  )}
                  suffixIcon={<Icon name="down" size={12} />}
                />
              </Form.Item>
              <Form.Item name="location" label={t('resources:field.location')}>
                <Input maxLength={100} placeholder={t('resources:field.location.placeholder')} autoComplete="off" />
              </Form.Item>
              <Form.Item name="domain" label={t('resources:field.domain')}>
                <Input maxLength={100} placeholder={t('resources:field.domain.placeholder')} autoComplete="off" />
              </Form.Item>
              <Form.Item name="tags" label={t('resources:field.tags')}>
                <Select
                  mode="tags"
                  placeholder={t('resources:field.tags.placeholder')}
                  notFoundContent={null}
                  suffixIcon={null}
                  maxCount={20}
                />
              </Form.Item>
            </div>
          </Panel>
          <Panel title={t('resources:form.how')}>
            <div className={styles.grid}>
              <Form.Item name="importance" label={t('resources:field.importance')} className={styles.wide ?? ''}>
                <Radio.Group
                  optionType="button"
                  buttonStyle="solid"
                  options={IMPORTANCES.map((value) => ({
                    value,
                    label: t('resources:field.importance.option', {
                      name: t(`terms:importance.${value}`),
                      seconds: policyIntervalS({ ...draft, importance: value }, policies, resourceId),
                    }),
                  }))}
                />
              </Form.Item>
              <Form.Item
                name="intervalS"
                label={t('resources:field.intervalS')}
                extra={t('resources:field.intervalS.hint', {
                  least: MIN_INTERVAL_S,
                  bound: INTERVAL_BOUND_S,
                  seconds: intervalS,
                })}
                className={styles.wide ?? ''}
              >
                <InputNumber
                  precision={0}
                  suffix={t('resources:seconds')}
                  placeholder={String(intervalS)}
                  className={styles.number ?? ''}
                />
              </Form.Item>
            </div>
          </Panel>
          <ChecksField isLocal={isLocal} />
        </div>
        <PreviewPanel draft={draft} policies={policies} resourceId={resourceId} />
      </div>
      <footer className={styles.footer}>
        {failure && !isAtField && (
          <p role="alert" className={styles.failure}>
            {failure.code === 'resource.changed' ? t('resources:changed.save') : t(`terms:problem.${failure.code}`)}
            {failure.requestId !== null && <span className="meta"> {t('common:state.error.id', { id: failure.requestId })}</span>}
          </p>
        )}
        <Button size="large" onClick={onCancel}>
          {t('common:action.cancel')}
        </Button>
        <Button look="primary" size="large" type="submit" busy={isBusy}>
          {isBusy ? t('resources:saving') : submitLabel}
        </Button>
      </footer>
    </Form>
  );
}
