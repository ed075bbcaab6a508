const PATHS = {
  shield:
    "M8 .8l5.5 1.9v4.6c0 3.7-2.2 6.3-5.5 7.9-3.3-1.6-5.5-4.2-5.5-7.9V2.7zm3 4.4L7.2 9 5.4 7.2 4.3 8.3l2.9 2.9 4.9-4.9z",
  check: "M13.5 3.3l1.2 1.2-8.2 8.2L1.8 8 3 6.8l3.5 3.5z",
  cross: "M4 2.8L8 6.8l4-4L13.2 4 9.2 8l4 4-1.2 1.2-4-4-4 4L2.8 12l4-4-4-4z",
  dot: "M8 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
  clock:
    "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM7.2 4.5h1.6v3.2l2.3 1.4-.8 1.3-3.1-1.9z",
  alert: "M8 1.2l7.2 12.9H.8zM7.2 6v4h1.6V6zm0 5v1.6h1.6V11z",
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: what it says stands beside it in words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class={`icon icon-${name}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="currentColor"
      fill-rule="evenodd"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
