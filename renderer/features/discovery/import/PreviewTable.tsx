import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COLUMNS, type ReadRow } from '../../../../shared/domain/discovery/import/rows.ts';
import { type Column, DataTable } from '../../../components/DataTable/DataTable.tsx';

const WIDTHS = {
  name: 'minmax(140px, 240px)',
  address: 'minmax(120px, 200px)',
  resourceClass: '88px',
  importance: '72px',
  domain: 'minmax(80px, 160px)',
  location: 'minmax(80px, 160px)',
  model: 'minmax(80px, 160px)',
  serial: 'minmax(80px, 160px)',
} as const;

function faultText(t: TFunction<['discovery', 'common']>, { fault, detail }: ReadRow['faults'][number]): string {
  if (fault === 'noValue' || fault === 'digits') return t(`discovery:cellFlaw.${fault}`, { detail });
  return t(`discovery:rowFault.${fault}`, { detail });
}

/** Rows of a list as they will be taken, each with what is wrong with it. */
export function PreviewTable({ rows }: { readonly rows: readonly ReadRow[] }) {
  const { t } = useTranslation(['discovery', 'common']);
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useMemo(
    (): readonly Column<ReadRow>[] => [
      { id: 'line', title: t('discovery:import.row'), width: '56px', align: 'end', tone: 'meta', render: ({ line }) => line },
      {
        id: 'fault',
        title: t('discovery:import.fault'),
        width: 'minmax(352px, 480px)',
        render: ({ faults }) => faults.length > 0 && <b>{faults.map((fault) => faultText(t, fault)).join(t('common:list.clauses'))}</b>,
      },
      ...COLUMNS.map((column) => ({
        id: column,
        title: t(`discovery:import.column.${column}`),
        width: WIDTHS[column],
        render: ({ values }: ReadRow) => values[column],
      })),
    ],
    [t],
  );
  const items = useMemo(() => rows.map((row) => ({ kind: 'row' as const, id: String(row.line), row })), [rows]);
  return (
    <DataTable
      label={t('discovery:import.preview')}
      columns={columns}
      items={items}
      selectedId={selected}
      onSelect={setSelected}
      empty={null}
    />
  );
}
