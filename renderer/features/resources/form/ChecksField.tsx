import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { measuresSame } from '../../../../shared/domain/check/consistency.ts';
import { type CheckDraft, kindOf, PROTOCOLS, type Protocol } from '../../../../shared/domain/check/index.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { CheckInputs } from './CheckInputs.tsx';
import styles from './form.module.css';
import { newCheck } from './formModel.ts';

const MOST = 20;
const ADDABLE = PROTOCOLS.filter((protocol) => kindOf(protocol).addedBy === 'person');

/** The checks of a resource: added, filled in and taken away one by one. */
export function ChecksField({ isLocal }: { readonly isLocal: boolean }) {
  const { t } = useTranslation(['resources', 'terms', 'common']);
  const form = Form.useFormInstance();
  const checks: readonly CheckDraft[] = Form.useWatch('checks', form) ?? [];
  const isFull = checks.length >= MOST;
  return (
    <Form.List name="checks">
      {(fields, { add, remove }) => (
        <Panel title={t('resources:form.checks')} meta={t('resources:checks.of', { count: fields.length, most: MOST })}>
          <div className={styles.adds}>
            {ADDABLE.map((protocol) => (
              <Button
                key={protocol}
                reason={reasonAgainst(protocol)}
                // Said once where it is the same for all: after the last.
                reasonAt={isFull && protocol !== ADDABLE.at(-1) ? 'hidden' : 'beside'}
                onClick={() => add(newCheck(protocol))}
              >
                <Icon name="plus" size={14} />
                {t(`terms:protocol.${protocol}`)}
              </Button>
            ))}
          </div>
          {fields.length === 0 && <p className="meta">{t('resources:checks.noneYet')}</p>}
          <div className={styles.checks}>
            {fields.map((field) => {
              const protocol = checks[field.name]?.protocol ?? 'icmp';
              const isFixed = kindOf(protocol).addedBy === 'station';
              return (
                <div key={field.key} className={styles.check}>
                  <b>{t(`terms:protocol.${protocol}`)}</b>
                  <CheckInputs index={field.name} protocol={protocol} />
                  <Button
                    look="quiet"
                    reason={isFixed ? t('resources:checks.fixed', { protocol: t(`terms:protocol.${protocol}`) }) : null}
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
          {isLocal && (
            <p className="meta">
              {t('resources:checks.hostNote', {
                protocols: ADDABLE.filter((protocol) => !measuresSame(newCheck(protocol), newCheck('host')))
                  .map((protocol) => t(`terms:protocol.${protocol}`))
                  .join(t('resources:separator')),
              })}
            </p>
          )}
        </Panel>
      )}
    </Form.List>
  );

  function reasonAgainst(protocol: Protocol): string | null {
    if (isFull) return t('resources:checks.full', { most: MOST });
    const isTaken = kindOf(protocol).identity.length === 0 && checks.some((check) => check?.protocol === protocol);
    if (isTaken) return t('resources:checks.one', { protocol: t(`terms:protocol.${protocol}`) });
    // One that has a choice of what it measures is added all the same, and refused where the choice is wrong.
    const isFree = kindOf(protocol).identity.length > 0;
    const rival = isFree ? undefined : checks.find((check) => check && measuresSame(check, newCheck(protocol)))?.protocol;
    return rival ? t('resources:checks.overlapping', { protocol: t(`terms:protocol.${rival}`) }) : null;
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
