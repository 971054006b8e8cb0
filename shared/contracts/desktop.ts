import { z } from 'zod';
import { SESSION_ADDRESS, SESSION_KINDS } from '../domain/tool/session.ts';

export { sessionUrl } from '../domain/tool/session.ts';

/** State of the shell itself, for the status bar and the local page. */
export const ShellInfo = z.object({ version: z.string(), electron: z.string(), mode: z.enum(['desk', 'wall']), platform: z.string() });
export type ShellInfo = z.output<typeof ShellInfo>;

export const CountsArgument = z.tuple([
  z
    .object({
      critical: z.int().min(0),
      major: z.int().min(0),
      minor: z.int().min(0),
      warning: z.int().min(0),
      unacknowledged: z.int().min(0),
    })
    .strict(),
]);
export const NotifyArgument = z.tuple([
  z.object({ id: z.string().max(100), title: z.string().max(200), body: z.string().max(500) }).strict(),
]);
export const SaveArgument = z.tuple([z.object({ name: z.string().max(200), text: z.string().max(20_000_000) }).strict()]);

export const SessionArgument = z.tuple([
  z.object({ kind: z.enum(SESSION_KINDS), address: z.string().max(253).regex(SESSION_ADDRESS), port: z.int().min(1).max(65_535) }).strict(),
]);

/** Channel -> schema of its arguments. The preload exposes exactly these; main parses every call with them. */
export const DESKTOP_CALLS = {
  'shell.info': z.tuple([]),
  'shell.setCounts': CountsArgument,
  'shell.notify': NotifyArgument,
  'shell.retry': z.tuple([]),
  'shell.quit': z.tuple([]),
  'shell.showDataFolder': z.tuple([]),
  'shell.saveText': SaveArgument,
  'shell.openSession': SessionArgument,
  'shell.reload': z.tuple([]),
  'window.minimise': z.tuple([]),
  'window.toggleFullScreen': z.tuple([]),
  'window.hide': z.tuple([]),
  'window.setSkin': z.tuple([z.enum(['desk', 'wall'])]),
  'station.state': z.tuple([]),
} as const satisfies Record<string, z.ZodType>;
export type DesktopCall = keyof typeof DESKTOP_CALLS;

/** Main's answer to a call; the preload turns a refusal into an Error whose message is the code. */
export type DesktopAnswer =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly code:
        | 'desktop.wrongSender'
        | 'desktop.tooMany'
        | 'desktop.tooLarge'
        | 'desktop.invalid'
        | 'desktop.notOnWall'
        | 'desktop.failed';
    };

/** What the local page of the shell says while the station is away. */
export const StationState = z.object({
  state: z.enum(['searching', 'starting', 'attached', 'foreign', 'failed']),
  address: z.string(),
  since: z.int(),
  attempts: z.int(),
  detail: z.string(),
});
export type StationState = z.output<typeof StationState>;

/** `window.desktop`, present in the shell only. Listeners return their unsubscriber: a wrapped function cannot be removed by its original. */
export interface Desktop {
  info(): Promise<ShellInfo>;
  setCounts(counts: z.input<typeof CountsArgument>[0]): Promise<void>;
  /** Shows a notification of the system; a click brings the window to the front and calls the listener with the id. */
  notify(notification: z.input<typeof NotifyArgument>[0]): Promise<void>;
  retry(): Promise<void>;
  quit(): Promise<void>;
  showDataFolder(): Promise<void>;
  /** Asks where to save; true when the file was written. */
  saveText(file: z.input<typeof SaveArgument>[0]): Promise<boolean>;
  /** Has the system open a session with a device, in the program that it has for this; rejects where it has none. */
  openSession(session: z.input<typeof SessionArgument>[0]): Promise<void>;
  reload(): Promise<void>;
  minimise(): Promise<void>;
  toggleFullScreen(): Promise<void>;
  hide(): Promise<void>;
  setSkin(skin: 'desk' | 'wall'): Promise<void>;
  stationState(): Promise<StationState>;
  onStationState(listener: (state: StationState) => void): () => void;
  onNotificationClick(listener: (id: string) => void): () => void;
}

/** Channel -> payload of what main tells a page by itself. */
export interface DesktopEvents {
  'station.changed': StationState;
  'notification.clicked': string;
}
