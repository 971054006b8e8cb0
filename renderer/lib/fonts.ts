const LONGEST_WAIT_MS = 3000;
const FAMILY = '"Noto Sans SC Variable"';

/** Waits for the bundled fonts that hold these characters, at most 3 s: drawings cache the text they measured and do not repaint when a font comes late. */
export async function loadFonts(characters: string): Promise<void> {
  const faces = Promise.allSettled([400, 600, 700].map((weight) => document.fonts.load(`${weight} 14px ${FAMILY}`, characters)));
  const limit = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS));
  await Promise.race([faces, limit]);
}
