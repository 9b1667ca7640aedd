/** The product's mark: a message that is ticked off. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path
        d="M12 2.5c5.5 0 9.5 3.8 9.5 8.7s-4 8.7-9.5 8.7c-1 0-2-.1-2.900-.4L4.600 21.500l.8-3.700c-1.800-1.600-2.900-3.900-2.900-6.600 0-4.900 4-8.700 9.500-8.700Z"
        fill="var(--accent)"
      />
      <path
        d="m8 11.200 2.800 2.800L16 8.600"
        stroke="var(--accent-ink)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
