let isAnybodyIn = false;

/** Somebody works in this window. */
export function noteSession(): void {
  isAnybodyIn = true;
}

/** The person left by the door: the next sign-in page has nothing to explain. */
export function noteSignOut(): void {
  isAnybodyIn = false;
}

/** True when a session of this window ended without a sign-out: idle, at its limit, or disabled. */
export function wasCutOff(): boolean {
  return isAnybodyIn;
}
