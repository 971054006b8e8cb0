import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { zhCN } from './zh-CN/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof zhCN;
    keySeparator: false;
    returnNull: false;
  }
}

/** The one instance. Keys are flat (`area.thing`), one namespace per feature, values may hold {{name}}. */
export const i18n = i18next;

/** Loads the texts; synchronous, because they are part of the program. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: false,
    initAsync: false,
    defaultNS: 'common',
    ns: Object.keys(zhCN),
    resources: { 'zh-CN': zhCN },
    keySeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

/** The text of a key that came over the wire, or null when this version has no such text. */
export function wireText(namespace: keyof typeof zhCN, key: string, values: Readonly<Record<string, string | number>> = {}): string | null {
  const table: Readonly<Record<string, string>> = zhCN[namespace];
  if (!Object.hasOwn(table, key)) return null;
  if (table[key] === '') return '';
  const translate = i18next.t as (key: string, options: object) => string;
  return translate(key, { ns: namespace, ...values });
}

/** Every character the texts use, each once, and printable ASCII: what the fonts must hold before the first paint. */
export function characters(): string {
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
  const texts = Object.values(zhCN).flatMap((namespace) => Object.values(namespace));
  return [...new Set([ascii, ...texts].join(''))].join('');
}
