import type { TFunction } from 'i18next';
import { MAX_IMPORTED } from '../../../../shared/contracts/discovery.ts';
import { COLUMNS, type ImportColumn } from '../../../../shared/domain/discovery/import/rows.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../../shared/domain/inventory/resource.ts';
import type { NewSheet } from '../../../lib/workbook/workbook.ts';

const WIDTHS: Readonly<Record<ImportColumn, number>> = {
  name: 28,
  address: 20,
  resourceClass: 12,
  importance: 8,
  domain: 16,
  location: 20,
  model: 18,
  serial: 24,
};

/** The workbook to fill in: an empty list of the columns an import knows, and how each is written. The examples stand apart from the list. */
export function templateSheets(t: TFunction<['discovery', 'terms']>): readonly NewSheet[] {
  const choices: Partial<Record<ImportColumn, readonly string[]>> = {
    resourceClass: RESOURCE_CLASSES.map((name) => t(`terms:class.${name}`)),
    importance: IMPORTANCES.map((name) => t(`terms:importance.${name}`)),
  };
  const title = (column: ImportColumn) => t(`discovery:import.column.${column}`);
  const how = (column: ImportColumn) => t(`discovery:import.template.how.${column}`);
  return [
    {
      name: t('discovery:import.template.list'),
      columns: COLUMNS.map((column) => ({
        title: title(column),
        width: WIDTHS[column],
        prompt: how(column),
        ...(choices[column] && { choices: choices[column] }),
      })),
      rows: [],
      fillRows: MAX_IMPORTED,
    },
    {
      name: t('discovery:import.template.help'),
      columns: [
        { title: t('discovery:import.template.column'), width: 12 },
        { title: t('discovery:import.template.how'), width: 64 },
        { title: t('discovery:import.template.example'), width: 24 },
      ],
      rows: COLUMNS.map((column) => [title(column), how(column), t(`discovery:import.template.example.${column}`)]),
      fillRows: 0,
    },
  ];
}
