/** Watchtower of the product; the same drawing as the icon of the program. */
export function Logo({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M9 2.3a1 1 0 1 1-2 0 1 1 0 0 1 2 0ZM8 3.3v1.5M5.6 7.7V4.8h4.8v2.9M3.6 13.2V7.7h8.8v5.5M6.4 13.2v-2.8h3.2v2.8M1.6 13.2h12.8" />
    </svg>
  );
}
