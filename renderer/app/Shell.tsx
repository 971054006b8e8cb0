import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useAlarmSound, useDesktopNotices } from '../features/alarms/index.ts';
import { unlockOnGesture } from '../lib/audio.ts';
import { useLink, useLiveConnection } from '../lib/liveClient.ts';
import { stationQuery, useSession } from '../lib/session.ts';
import { Banners } from './Banners.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { Header } from './Header.tsx';
import { HelpSheet } from './HelpSheet.tsx';
import { KeySheet } from './KeySheet.tsx';
import { Nav } from './Nav.tsx';
import type { Overlay } from './overlay.ts';
import styles from './Shell.module.css';
import { StatusBar } from './StatusBar.tsx';
import { useShellKeys } from './useShellKeys.ts';

/** Frame of every desk page: the same header, in the same order, on every one. */
export function Shell() {
  const [overlay, setOverlay] = useState<Overlay>(null);
  useLiveConnection();
  useAlarmSound();
  useDesktopNotices();
  useShellKeys(setOverlay);
  useLockWatch();
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
      {overlay === 'help' && <HelpSheet onClose={() => setOverlay(null)} />}
      {overlay === 'keys' && <KeySheet onClose={() => setOverlay(null)} />}
    </div>
  );
}

/** The socket tells sooner than any call that the session was locked or opened: ask who we are when the two differ. */
function useLockWatch(): void {
  const client = useQueryClient();
  const { locked, quality } = useLink();
  const session = useSession();
  const isKnown = quality === 'live' && session !== null;
  const differs = isKnown && session.locked !== locked;
  useEffect(() => {
    if (differs) void client.invalidateQueries({ queryKey: stationQuery.queryKey, exact: true });
  }, [differs, client]);
}
