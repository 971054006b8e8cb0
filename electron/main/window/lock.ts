import { app, type Session, type WebContents } from 'electron';
import { fingerprintFromChromium } from '../station/certificate.ts';

/** Who may do what in the windows. */
export interface Trust {
  readonly hasDevTools: boolean;
  /** False on a wall: a file dialog leads out of the kiosk. */
  readonly mayDownload: boolean;
  /** True when the contents are a window of ours that shows this origin. */
  isTrusted(contentsId: number, origin: string): boolean;
  /** Origins that may be reached over the network right now: the proven station's. */
  reachable(): string | undefined;
  /**
   * True for the fingerprint (SHA-256, lower-case hex) of the proven station. One that is not known is asked about anew before it is
   * refused, for a few seconds: Chromium remembers a refusal, and a station that came back with a new certificate would stay dark.
   */
  expects(fingerprint: string): Promise<boolean>;
  onBlocked(what: string, fields: Readonly<Record<string, unknown>>): void;
}

// What setCertificateVerifyProc understands: taken without a further question, or failed.
const ACCEPTED = 0;
const REFUSED = -2;
const PERMISSIONS: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write']);

// URL.parse is not in Electron 33's Node.
function parseUrl(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** Origin of an address; custom schemes too, for which URL.origin says `null`. Empty for what is no address. */
export function originOf(address: string): string {
  const url = parseUrl(address);
  return url ? `${url.protocol}//${url.host}` : '';
}

/** True when a request may leave for its address: the shell's own schemes, and the station's origin over HTTP or WebSocket. */
export function mayRequest(address: string, reachable: string | undefined, hasDevTools: boolean): boolean {
  const url = parseUrl(address);
  if (!url) return false;
  if (url.protocol === 'shouwang-local:' || url.protocol === 'blob:' || url.protocol === 'data:') return true;
  if (url.protocol === 'devtools:' || url.protocol === 'chrome-extension:') return hasDevTools;
  return reachable !== undefined && originOf(address.replace(/^ws/, 'http')) === reachable;
}

function lockContents(contents: WebContents, trust: Trust): void {
  const check = (what: string, url: string, isMainFrame: boolean, prevent: () => void) => {
    if (isMainFrame && trust.isTrusted(contents.id, originOf(url))) return;
    prevent();
    trust.onBlocked(what, { url: url.slice(0, 200), isMainFrame });
  };
  contents.on('will-frame-navigate', (event) => check('navigation', event.url, event.isMainFrame, () => event.preventDefault()));
  contents.on('will-redirect', (event) => check('redirect', event.url, event.isMainFrame, () => event.preventDefault()));
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    trust.onBlocked('webview', {});
  });
  contents.setWindowOpenHandler(({ url }) => {
    trust.onBlocked('popup', { url: url.slice(0, 200) });
    return { action: 'deny' };
  });
}

function lockSession(session: Session, trust: Trust): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const isAllowed = PERMISSIONS.has(permission) && details.isMainFrame && trust.isTrusted(contents.id, originOf(details.requestingUrl));
    if (!isAllowed) trust.onBlocked('permission', { permission });
    answer(isAllowed);
  });
  session.setPermissionCheckHandler(
    (contents, permission, origin, details) =>
      PERMISSIONS.has(permission) && details.isMainFrame && contents !== null && trust.isTrusted(contents.id, originOf(origin)),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const isAllowed = mayRequest(details.url, trust.reachable(), trust.hasDevTools);
    answer({ cancel: !isAllowed });
  });
  session.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    void trust.expects(fingerprintFromChromium(certificate.fingerprint)).then((isExpected) => {
      if (!isExpected) trust.onBlocked('certificate', { hostname, fingerprint: certificate.fingerprint });
      answer(isExpected ? ACCEPTED : REFUSED);
    });
  });
  session.on('will-download', (event, item) => {
    if (trust.mayDownload) return;
    event.preventDefault();
    trust.onBlocked('download', { url: item.getURL().slice(0, 200) });
  });
}

/** Locks every page the shell will ever show to the station's origin and the local page; call once, before the first window. */
export function lockDown(session: Session, trust: Trust): void {
  lockSession(session, trust);
  app.on('web-contents-created', (_event, contents) => lockContents(contents, trust));
  app.on('certificate-error', (event, _contents, url, error, _certificate, answer) => {
    event.preventDefault();
    trust.onBlocked('certificate', { url: url.slice(0, 200), error });
    answer(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('login', (event, _contents, _details, _info, answer) => {
    event.preventDefault();
    answer();
  });
}
