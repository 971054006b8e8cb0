import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Desktop, DesktopAnswer, DesktopCall, DesktopEvents } from '../../shared/contracts/desktop.ts';

async function call<T>(channel: DesktopCall, ...args: readonly unknown[]): Promise<T> {
  const answer: DesktopAnswer = await ipcRenderer.invoke(channel, ...args);
  if (!answer.ok) throw new Error(answer.code);
  return answer.value as T;
}

// The page gets the payload only: an event object would hand it ipcRenderer.
function listen<E extends keyof DesktopEvents>(event: E, listener: (payload: DesktopEvents[E]) => void): () => void {
  const wrapped = (_event: IpcRendererEvent, payload: DesktopEvents[E]) => listener(payload);
  ipcRenderer.on(event, wrapped);
  return () => void ipcRenderer.off(event, wrapped);
}

const desktop: Desktop = {
  info: () => call('shell.info'),
  setCounts: (counts) => call('shell.setCounts', counts),
  notify: (notification) => call('shell.notify', notification),
  retry: () => call('shell.retry'),
  quit: () => call('shell.quit'),
  showDataFolder: () => call('shell.showDataFolder'),
  saveText: (file) => call('shell.saveText', file),
  openSession: (session) => call('shell.openSession', session),
  reload: () => call('shell.reload'),
  minimise: () => call('window.minimise'),
  toggleFullScreen: () => call('window.toggleFullScreen'),
  hide: () => call('window.hide'),
  setSkin: (skin) => call('window.setSkin', skin),
  stationState: () => call('station.state'),
  onStationState: (listener) => listen('station.changed', listener),
  onNotificationClick: (listener) => listen('notification.clicked', listener),
};

contextBridge.exposeInMainWorld('desktop', desktop);
