import snmp, { type Session } from 'net-snmp';

type OnMessage = (this: Session, ...args: unknown[]) => void;

let isGuarded = false;

/**
 * What a device sends must not end the process: net-snmp throws where a report of version 3 stands in an answer to version 1 or 2c. Here it
 * becomes an `error` of the session, as other rubbish does; the question it took the answer for is then settled by its time limit. Does
 * nothing a second time.
 */
export function guardAgainstRubbish(): void {
  if (isGuarded) return;
  isGuarded = true;
  const session = snmp.Session.prototype as unknown as { onMsg: OnMessage };
  const { onMsg } = session;
  session.onMsg = function guarded(...args) {
    try {
      onMsg.apply(this, args);
    } catch (error) {
      this.emit('error', error);
    }
  };
}
