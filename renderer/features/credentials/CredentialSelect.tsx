import { Select, type SelectProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSnmpSets } from './queries.ts';

type Props = Pick<SelectProps<string>, 'id' | 'value' | 'onChange' | 'className'>;

/** Chooses a set of credentials by its name; where there is none it says who puts one in. */
export function CredentialSelect(props: Props) {
  const { t } = useTranslation('credentials');
  const { data, isError } = useSnmpSets();
  return (
    <Select<string>
      {...props}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('select.placeholder')}
      notFoundContent={t(isError ? 'select.failed' : 'select.none')}
      options={(data ?? []).map(({ id, name, settings }) => ({ value: id, label: name, title: t(`kind.${settings.kind}`) }))}
    />
  );
}
