import { Workbook as Xlsx } from '@cj-tech-master/excelts/browser';
import type { NewColumn, NewSheet } from './workbook.ts';

/** The format of text: what is typed stays as it is, also `1-2` and numbers of twenty digits. */
const TEXT = '@';
const HEAD_FILL = 'FFE8ECF1';

const validationOf = ({ choices, prompt }: NewColumn) => ({
  ...(choices
    ? { type: 'list' as const, formulae: [`"${choices.join(',')}"`], showErrorMessage: true, errorStyle: 'stop', error: choices.join(' ') }
    : { type: 'any' as const }),
  allowBlank: true,
  ...(prompt && { showInputMessage: true, prompt }),
});

function addSheet(workbook: Xlsx, { name, columns, rows, fillRows }: NewSheet): void {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ width }) => ({ width, style: { numFmt: TEXT } }));
  sheet.addRow(columns.map(({ title }) => title));
  for (const row of rows) sheet.addRow([...row]);
  sheet.getRow(1).eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: HEAD_FILL } };
  });
  if (fillRows === 0) return;
  sheet.autoFilter = `A1:${sheet.getColumn(columns.length).letter}1`;
  columns.forEach((column, index) => {
    const letter = sheet.getColumn(index + 1).letter;
    if (column.choices || column.prompt) sheet.dataValidations.add(`range:${letter}2:${letter}${fillRows + 1}`, validationOf(column));
  });
}

/** Makes a workbook. Everything in it is text; `at` is when it was made. */
export async function writeWorkbook(sheets: readonly NewSheet[], at: Date): Promise<Uint8Array> {
  const workbook = new Xlsx();
  workbook.created = at;
  workbook.modified = at;
  for (const sheet of sheets) addSheet(workbook, sheet);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
