import { PEOPLE, type Person, type Station } from '../station.ts';

/** The station asked without a page: what a spec prepares, and what it compares a page with. */
export interface Direct {
  /** The body of a successful answer; throws with status and problem otherwise. */
  call<Body>(method: string, path: string, body?: unknown): Promise<Body>;
}

interface Credentials {
  readonly account: string;
  readonly password: string;
  /** Takes the place of a one-time password. */
  readonly newPassword?: string;
}

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Signs a person in over HTTP, in a session apart from every page's. */
export async function directly(station: Pick<Station, 'url'>, person: Person | Credentials): Promise<Direct> {
  const { account, password, newPassword }: Credentials = typeof person === 'string' ? PEOPLE[person] : person;
  const send = (method: string, path: string, body: unknown, cookie: string) =>
    fetch(`${station.url}/api/v1${path}`, {
      method,
      headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const entered = await send('POST', '/session', { account, password, newPassword }, '');
  await answerOf(entered.clone());
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    call: async <Body>(method: string, path: string, body?: unknown) => (await answerOf(await send(method, path, body, cookie))) as Body,
  };
}
