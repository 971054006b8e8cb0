import type { Desktop } from '../../shared/contracts/desktop.ts';

declare global {
  interface Window {
    /** Present in the desktop shell only. */
    readonly desktop?: Desktop;
  }
}

/** The bridge to the desktop shell, null in a browser. The only place that looks at it; everything works without. */
export function desktop(): Desktop | null {
  return window.desktop ?? null;
}

/** Puts text on the clipboard; false when the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Has the system open a session, where there is a shell to ask it; false in a browser, where a link has to do. Rejects where the system has no program for it. */
export async function openSession(session: Parameters<Desktop['openSession']>[0]): Promise<boolean> {
  const shell = desktop();
  if (shell === null) return false;
  await shell.openSession(session);
  return true;
}

/** Saves text as a file: the shell asks where to, a browser downloads. False when nothing was saved. */
export async function saveText(name: string, text: string): Promise<boolean> {
  const shell = desktop();
  if (shell !== null) return shell.saveText({ name, text });
  download(name, new Blob([text], { type: 'text/plain;charset=utf-8' }));
  return true;
}

/** Saves bytes as a file: an ordinary download, for which the shell asks where to. */
export function saveBytes(name: string, bytes: Uint8Array, type: string): void {
  download(name, new Blob([new Uint8Array(bytes)], { type }));
}

function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
