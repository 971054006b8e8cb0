import { Checkbox, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button/Button.tsx';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import styles from './form.module.css';
import { type CheckDraft, NEW_CHECKS } from './formModel.ts';

const MOST = 20;
const KINDS = Object.keys(NEW_CHECKS) as (keyof typeof NEW_CHECKS)[];

/** The checks of a resource: added, filled in and taken away one by one. */
export function ChecksField({ isLocal }: { readonly isLocal: boolean }) {
  const { t } = useTranslation(['resources', 'terms', 'common']);
  const form = Form.useFormInstance();
  const checks: readonly CheckDraft[] = Form.useWatch('checks', form) ?? [];
  const hasIcmp = checks.some((check) => check?.protocol === 'icmp');
  // Said once: at the only button that is off, or after the last when all are.
  const reasonedAt = checks.length >= MOST ? KINDS.at(-1) : 'icmp';
  return (
    <Form.List name="checks">
      {(fields, { add, remove }) => (
        <Panel
          title={t('resources:form.checks')}
          meta={t('resources:checks.of', { count: fields.length, most: MOST })}
          actions={KINDS.map((kind) => (
            <Button
              key={kind}
              reason={reasonAgainst(kind)}
              reasonAt={kind === reasonedAt ? 'beside' : 'hidden'}
              onClick={() => add(NEW_CHECKS[kind])}
            >
              <Icon name="plus" size={14} />
              {t(`terms:protocol.${kind}`)}
            </Button>
          ))}
        >
          {fields.length === 0 && <p className="meta">{t('resources:checks.noneYet')}</p>}
          <div className={styles.checks}>
            {fields.map((field) => {
              const protocol = checks[field.name]?.protocol ?? 'icmp';
              const isFixed = protocol === 'host';
              return (
                <div key={field.key} className={styles.check}>
                  <b>{t(`terms:protocol.${protocol}`)}</b>
                  <CheckInputs index={field.name} protocol={protocol} />
                  <Button
                    look="quiet"
                    reason={isFixed ? t('resources:checks.host') : null}
                    reasonAt="hidden"
                    onClick={() => remove(field.name)}
                  >
                    <span aria-hidden="true">
                      <Icon name="cross" size={14} />
                    </span>
                    <span className="visually-hidden">{t('resources:checks.remove', { protocol: t(`terms:protocol.${protocol}`) })}</span>
                  </Button>
                  <Form.Item name={field.name} noStyle>
                    <CheckError index={field.name} />
                  </Form.Item>
                </div>
              );
            })}
          </div>
          {isLocal && <p className="meta">{t('resources:checks.hostNote')}</p>}
        </Panel>
      )}
    </Form.List>
  );

  function reasonAgainst(kind: keyof typeof NEW_CHECKS): string | null {
    if (checks.length >= MOST) return t('resources:checks.full', { most: MOST });
    return kind === 'icmp' && hasIcmp ? t('resources:checks.oneIcmp') : null;
  }
}

/** A sentence about the check as a whole: the same one twice, or one that only the station itself may have. */
function CheckError({ index }: { readonly index: number }) {
  const form = Form.useFormInstance();
  const errors = form.getFieldError(['checks', index]);
  return errors.length === 0 ? null : (
    <p role="alert" className={styles.checkError}>
      {errors.join(' ')}
    </p>
  );
}

function CheckInputs({ index, protocol }: { readonly index: number; readonly protocol: CheckDraft['protocol'] }) {
  const { t } = useTranslation('resources');
  switch (protocol) {
    case 'icmp':
      return <span className="meta">{t('checks.icmp')}</span>;
    case 'host':
      return <span className="meta">{t('checks.hostText')}</span>;
    case 'tcp':
      return (
        <Form.Item name={[index, 'port']} label={t('field.port')} layout="horizontal" colon={false}>
          <InputNumber precision={0} className={styles.port ?? ''} />
        </Form.Item>
      );
    case 'http':
      return (
        <div className={styles.http}>
          <Form.Item name={[index, 'url']} label={t('field.url')} className={styles.wide ?? ''}>
            <Input maxLength={2000} placeholder="https://" spellCheck={false} autoComplete="off" />
          </Form.Item>
          <Form.Item name={[index, 'statusFrom']} label={t('field.statusFrom')}>
            <InputNumber precision={0} className={styles.port ?? ''} />
          </Form.Item>
          <Form.Item name={[index, 'statusTo']} label={t('field.statusTo')}>
            <InputNumber precision={0} className={styles.port ?? ''} />
          </Form.Item>
          <Form.Item name={[index, 'contains']} label={t('field.contains')} extra={t('field.contains.hint')} className={styles.wide ?? ''}>
            <Input maxLength={500} autoComplete="off" />
          </Form.Item>
          <Form.Item name={[index, 'verifyCertificate']} valuePropName="checked" className={styles.wide ?? ''}>
            <Checkbox>{t('field.verifyCertificate')}</Checkbox>
          </Form.Item>
        </div>
      );
    default:
      return protocol satisfies never;
  }
}
