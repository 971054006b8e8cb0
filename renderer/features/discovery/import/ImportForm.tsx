import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_IMPORTED } from '../../../../shared/contracts/discovery.ts';
import { COLUMNS, type Mapping, readRows } from '../../../../shared/domain/discovery/import/rows.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Chip } from '../../../components/Chip/Chip.tsx';
import { Select, TextField } from '../../../components/Input/Input.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { formatCount } from '../../../lib/format.ts';
import { useSnmpSets } from '../../credentials/index.ts';
import common from '../discovery.module.css';
import { failureText } from '../model.ts';
import { useImportHosts } from '../queries.ts';
import { FileRead } from './FileRead.tsx';
import styles from './import.module.css';
import { PreviewTable } from './PreviewTable.tsx';
import type { FileList } from './readFile.ts';

interface Props {
  readonly file: FileList;
  readonly mapping: Mapping;
  readonly onMapping: (mapping: Mapping) => void;
  readonly onBack: () => void;
}

/** What each column is, what each row says, and what is wrong with it; valid rows go on, the others stay behind and are counted. */
export function ImportForm({ file, mapping, onMapping, onBack }: Props) {
  const { t } = useTranslation(['discovery', 'common', 'terms']);
  const navigate = useNavigate();
  const bring = useImportHosts();
  const { data: sets = [] } = useSnmpSets();
  const [name, setName] = useState(file.name.replace(/\.[^.]+$/, '').slice(0, 100));
  const [credentialId, setCredentialId] = useState('');
  const [onlyFaulty, setOnlyFaulty] = useState(false);
  const rows = useMemo(() => readRows(file.list.table, mapping), [file, mapping]);
  const valid = useMemo(() => rows.flatMap(({ host }) => host ?? []), [rows]);
  const sent = valid.slice(0, MAX_IMPORTED);
  const faulty = rows.length - valid.length;
  const shown = onlyFaulty ? rows.filter(({ host }) => host === null) : rows;
  const reason = name.trim() === '' ? t('discovery:form.name.missing') : sent.length === 0 ? t('discovery:import.none') : null;
  const submit = () =>
    bring.mutate(
      { name: name.trim(), credentialId: credentialId === '' ? null : credentialId, hosts: sent.map((host) => ({ ...host })) },
      { onSuccess: ({ id }) => void navigate({ to: '/discovery/$id', params: { id }, replace: true }) },
    );
  return (
    <>
      <div className={common.importBody}>
        <div className={common.side}>
          <Panel title={t('discovery:import.file')}>
            <FileRead file={file} rows={rows.length} />
            <TextField label={t('discovery:import.name')} value={name} onChange={setName} maxLength={100} />
            <Select
              label={t('discovery:import.credential')}
              value={credentialId}
              onChange={setCredentialId}
              options={[
                { value: '', label: t('discovery:import.credential.none') },
                ...sets.map((set) => ({ value: set.id, label: set.name })),
              ]}
            />
          </Panel>
          <Panel title={t('discovery:import.mapping')}>
            <div className={styles.mapping}>
              {COLUMNS.map((column) => (
                <Select
                  key={column}
                  label={t(`discovery:import.column.${column}`)}
                  value={String(mapping[column] ?? '')}
                  onChange={(value) => onMapping({ ...mapping, [column]: value === '' ? null : Number(value) })}
                  options={[
                    { value: '', label: t('discovery:import.mapping.none') },
                    ...file.list.table.header.map((head, index) => ({ value: String(index), label: head || String(index + 1) })),
                  ]}
                />
              ))}
            </div>
          </Panel>
        </div>
        <Panel
          title={t('discovery:import.preview')}
          meta={t('discovery:import.preview.meta', { valid: formatCount(valid.length), faulty: formatCount(faulty) })}
          padded={false}
          actions={
            faulty > 0 && (
              <Chip isOn={onlyFaulty} onToggle={() => setOnlyFaulty(!onlyFaulty)}>
                {t('discovery:import.onlyFaulty')}
              </Chip>
            )
          }
        >
          <PreviewTable rows={shown} />
        </Panel>
      </div>
      <footer className={common.formFoot}>
        {bring.error && (
          <p role="alert" className={common.failure}>
            {failureText(t, bring.error)}
          </p>
        )}
        {valid.length > MAX_IMPORTED && (
          <p className={common.failure}>
            {t('discovery:import.tooMany', { most: formatCount(MAX_IMPORTED), over: formatCount(valid.length - MAX_IMPORTED) })}
          </p>
        )}
        <Button size="large" onClick={onBack}>
          {t('common:action.back')}
        </Button>
        <Button look="primary" size="large" reason={reason} busy={bring.isPending} onClick={submit}>
          {bring.isPending ? t('discovery:import.submitting') : t('discovery:import.submit', { n: formatCount(sent.length) })}
        </Button>
      </footer>
    </>
  );
}
