import { app } from 'electron';
import { entryFile, isEntryOn, ownVariables, setEntry } from './entry.ts';

/** Whether the window opens when the person signs in to this machine. */
export interface LoginStart {
  isOn(): boolean;
  /** Throws what the system says where it cannot be set. */
  set(isOn: boolean): void;
}

/** The system's own way: an autostart entry on Linux, a login item elsewhere. The station's service does not depend on it. */
export function createLoginStart(): LoginStart {
  if (process.platform !== 'linux')
    return { isOn: () => app.getLoginItemSettings().openAtLogin, set: (isOn) => app.setLoginItemSettings({ openAtLogin: isOn }) };
  const file = entryFile(process.env);
  const command = {
    program: process.execPath,
    args: app.isPackaged ? [] : [app.getAppPath()],
    environment: ownVariables(process.env),
  };
  return { isOn: () => isEntryOn(file), set: (isOn) => setEntry(file, isOn ? command : null) };
}
