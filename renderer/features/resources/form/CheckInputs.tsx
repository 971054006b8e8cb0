import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { kindOf, type Protocol } from '../../../../shared/domain/check/index.ts';
import type { Field } from '../../../../shared/domain/check/kind.ts';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { CredentialSelect } from '../../credentials/index.ts';
import { fieldHint, fieldLabel, optionText, whatText } from './checkTexts.ts';
import styles from './form.module.css';

/** What there is to fill in for one check: one field beside its name, several as a grid; or what it does, where there is nothing. */
export function CheckInputs({ index, protocol }: { readonly index: number; readonly protocol: Protocol }) {
  const fields = Object.entries(kindOf(protocol).fields);
  if (fields.length === 0) return <span className="meta">{whatText(protocol)}</span>;
  const inputs = fields.map(([name, field]) => (
    <FieldInput key={name} index={index} protocol={protocol} name={name} field={field} isOnly={fields.length === 1} />
  ));
  return fields.length === 1 ? inputs : <div className={styles.several}>{inputs}</div>;
}

interface FieldInputProps {
  readonly index: number;
  readonly protocol: Protocol;
  readonly name: string;
  readonly field: Field;
  readonly isOnly: boolean;
}

function FieldInput({ index, protocol, name, field, isOnly }: FieldInputProps) {
  const label = fieldLabel(protocol, name);
  const isNarrow = field.type === 'port' || field.type === 'integer' || field.type === 'choice';
  const className = isNarrow || isOnly ? '' : (styles.wide ?? '');
  if (field.type === 'flag')
    return (
      <Form.Item name={[index, name]} valuePropName="checked" className={className}>
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    );
  return (
    <Form.Item
      name={[index, name]}
      label={label}
      extra={fieldHint(protocol, name)}
      className={className}
      {...(isOnly && { layout: 'horizontal', colon: false })}
    >
      {inputFor(field, (option) => optionText(protocol, name, option))}
    </Form.Item>
  );
}

function inputFor(field: Exclude<Field, { readonly type: 'flag' }>, nameOf: (option: string) => string) {
  switch (field.type) {
    case 'port':
    case 'integer':
      return <InputNumber precision={0} className={styles.port ?? ''} />;
    case 'url':
      return <Input maxLength={field.max} placeholder={`${field.schemes.at(-1)}://`} spellCheck={false} autoComplete="off" />;
    case 'text':
      return <Input maxLength={field.max} autoComplete="off" />;
    case 'lines':
      return <Input.TextArea maxLength={field.max} autoSize={{ minRows: 2, maxRows: 6 }} spellCheck={false} autoComplete="off" />;
    case 'choice':
      return (
        <Select
          options={field.options.map((value) => ({ value, label: nameOf(value) }))}
          suffixIcon={<Icon name="down" size={12} />}
          className={styles.choice ?? ''}
        />
      );
    case 'fingerprint':
      return <Input maxLength={95} spellCheck={false} autoComplete="off" />;
    case 'credential':
      return <CredentialSelect />;
    default:
      return field satisfies never;
  }
}
