import { useTranslation } from 'react-i18next';
import { formatCount } from '../../../lib/format.ts';
import type { FileList } from './readFile.ts';

/** What was read from where, and what of a workbook was not. */
export function FileRead({ file: { name: file, encoding, list }, rows: count }: { readonly file: FileList; readonly rows: number }) {
  const { t } = useTranslation(['discovery', 'common']);
  const rows = formatCount(count);
  if (list.kind === 'xlsx') {
    const { sheet, headerLine, leftOut } = list.choice;
    const said = { n: formatCount(leftOut.count), names: leftOut.names.join(t('common:list.separator')) };
    return (
      <>
        <p>{t('discovery:import.readSheet', { file, sheet, line: headerLine, rows })}</p>
        {leftOut.count > 0 && (
          <p>{t(leftOut.count > leftOut.names.length ? 'discovery:import.leftOutMany' : 'discovery:import.leftOut', said)}</p>
        )}
      </>
    );
  }
  return (
    <p>
      {t('discovery:import.read', {
        file,
        kind: t(`discovery:import.kind.${list.kind}`),
        encoding: t(`discovery:import.encoding.${encoding ?? 'utf-8'}`),
        rows,
      })}
    </p>
  );
}
