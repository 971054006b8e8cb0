import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSound } from '../lib/audio.ts';
import { type Binding, useKeys } from '../lib/keys.ts';
import { useSession } from '../lib/session.ts';
import { destinationsOf } from './navigation.ts';
import type { Overlay } from './overlay.ts';

/** Keys that work on every page: places, palette, key sheet, mute. */
export function useShellKeys(open: (overlay: Overlay) => void): void {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const session = useSession();
  const sound = useSound();
  const places = destinationsOf(session?.permissions ?? []).flatMap((place): Binding[] => {
    const { id, keys, path } = place;
    if (keys === undefined) return [];
    return [{ id: `go.${id}`, keys, title: t(`nav.${id}`), group: t('keys.go'), run: () => void navigate({ to: path }) }];
  });
  useKeys([
    {
      id: 'palette',
      keys: 'Control+KeyK',
      title: t('keys.palette'),
      group: t('keys.station'),
      inText: true,
      run: () => open('palette'),
    },
    { id: 'sheet', keys: 'Shift+Slash', title: t('keys.sheet'), group: t('keys.station'), run: () => open('keys') },
    { id: 'help', keys: 'F1', title: t('keys.help'), group: t('keys.station'), inText: true, run: () => open('help') },
    {
      id: 'mute',
      keys: 'KeyM',
      title: t('keys.mute'),
      group: t('keys.station'),
      run: () => (sound.mutedUntil === null ? sound.mute() : sound.unmute()),
    },
    ...places,
  ]);
}
