import { Outlet } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useAlarmSound, useDesktopNotices } from '../features/alarms/index.ts';
import { unlockOnGesture } from '../lib/audio.ts';
import { useLiveConnection } from '../lib/liveClient.ts';
import { Banners } from './Banners.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { Header } from './Header.tsx';
import { KeySheet } from './KeySheet.tsx';
import { Nav } from './Nav.tsx';
import styles from './Shell.module.css';
import { StatusBar } from './StatusBar.tsx';
import { useShellKeys } from './useShellKeys.ts';

export type Overlay = 'palette' | 'keys' | null;

/** Frame of every desk page: the same header, in the same order, on every one. */
export function Shell() {
  const [overlay, setOverlay] = useState<Overlay>(null);
  useLiveConnection();
  useAlarmSound();
  useDesktopNotices();
  useShellKeys(setOverlay);
  useEffect(unlockOnGesture, []);
  return (
    <div className={styles.app}>
      <Header />
      <div className={styles.banners}>
        <Banners />
      </div>
      <Nav onOverlay={setOverlay} />
      <main className={styles.main}>
        <Outlet />
      </main>
      <StatusBar />
      {overlay === 'palette' && <CommandPalette onClose={() => setOverlay(null)} />}
      {overlay === 'keys' && <KeySheet onClose={() => setOverlay(null)} />}
    </div>
  );
}
