import { kindOf, type Protocol } from '../../../../shared/domain/check/index.ts';
import type { Field } from '../../../../shared/domain/check/kind.ts';
import { i18n, wireText } from '../../../i18n/index.ts';

const ns = 'resources';

/** What a check with nothing to fill in does. */
export function whatText(protocol: Protocol): string {
  return wireText('checks', `${protocol}.what`) ?? '';
}

/** What decides how many series such a check has. */
export function pointsText(protocol: Protocol): string {
  return wireText('checks', `${protocol}.points`) ?? i18n.t('preview.points.open', { ns });
}

export function fieldLabel(protocol: Protocol, field: string): string {
  return wireText('checks', `${protocol}.${field}`) ?? field;
}

/** The line under a field, null where it needs none. */
export function fieldHint(protocol: Protocol, field: string): string | null {
  return wireText('checks', `${protocol}.${field}.hint`);
}

/** What an option of a choice is called: its own name where it needs no other. */
export function optionText(protocol: Protocol, field: string, option: string): string {
  return wireText('checks', `${protocol}.${field}.${option}`) ?? option;
}

/** Why the value of a field is refused: its own sentence, else that of its type. */
export function fieldErrorText(protocol: Protocol, name: string): string {
  const { fields } = kindOf(protocol);
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return wireText('checks', `${protocol}.${name}.error`) ?? (field ? typeErrorText(field) : i18n.t('error.other', { ns }));
}

function typeErrorText(field: Field): string {
  switch (field.type) {
    case 'port':
      return i18n.t('error.port', { ns });
    case 'integer':
      return i18n.t('error.integer', { ns, min: field.min, max: field.max });
    case 'url':
      return i18n.t('error.url', { ns, schemes: field.schemes.map((scheme) => `${scheme}://`).join(i18n.t('or', { ns })) });
    case 'text':
      return i18n.t(field.default === undefined ? 'error.text.required' : 'error.text', { ns, max: field.max });
    case 'lines':
      return i18n.t('error.text', { ns, max: field.max });
    case 'fingerprint':
      return i18n.t('error.fingerprint', { ns });
    case 'credential':
      return i18n.t('error.credential', { ns });
    case 'choice':
      return i18n.t('error.choice', { ns });
    case 'flag':
      return i18n.t('error.other', { ns });
    default:
      return field satisfies never;
  }
}

/** That a field is greater than the one it must not exceed. */
export function invertedText(protocol: Protocol, name: string): string {
  const most = kindOf(protocol).ordered.find(([least]) => least === name)?.[1] ?? '';
  return (
    wireText('checks', `${protocol}.${name}.inverted`) ??
    i18n.t('error.inverted', { ns, from: fieldLabel(protocol, name), to: fieldLabel(protocol, most) })
  );
}
