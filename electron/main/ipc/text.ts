// Bidirectional controls, zero-width and other invisible characters, line breaks: they can make a text read as another one.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text from a page as one honest line: composed (NFC), without control, direction and invisible characters. */
export function plainText(text: string): string {
  return text.normalize('NFC').replace(INVISIBLE, ' ').trim();
}

const RESERVED = /[<>:"/\\|?*]/g;

/** A file name from a page without folders, reserved characters or leading dots; never empty. */
export function fileName(name: string): string {
  const cleaned = plainText(name)
    .replace(RESERVED, '_')
    .replace(/^[.\s]+/, '')
    .slice(0, 150);
  return cleaned === '' ? 'shouwang.txt' : cleaned;
}
