import { i18n } from '../i18n/index.ts';

/** A resource by its name where only text can stand: titles, notifications, files. One that stands for no real device says so. */
export function resourceText(name: string, isSimulated: boolean): string {
  return isSimulated ? i18n.t('simulated.named', { ns: 'common', name }) : name;
}
