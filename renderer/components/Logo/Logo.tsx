/** Watchtower of the product. */
export function Logo({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M2.4 16.4h15.2M5.4 16.4l1.2-7.6h6.8l1.2 7.6M5 8.8h10M7 8.8V6h6v2.8M10 6V2.6" />
      <path d="M10 12v4.4" />
    </svg>
  );
}
