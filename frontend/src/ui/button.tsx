import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";

type Kind = "primary" | "plain" | "quiet" | "danger";

const looks: Record<Kind, string> = {
  primary: "bg-accent text-accent-ink hover:bg-accent-strong disabled:bg-hover disabled:text-ink-3",
  plain: "border border-line bg-surface text-ink hover:bg-hover disabled:text-ink-3",
  quiet: "text-ink-2 hover:bg-hover hover:text-ink disabled:text-ink-3",
  danger: "border border-danger bg-surface text-danger hover:bg-danger-soft",
};

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind;
  small?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with text. It is a submit button only if requested. */
export function Button({ kind = "plain", small = false, className = "", ...rest }: ButtonProps) {
  const size = small ? "min-h-7 px-2.5 text-[13px]" : "min-h-9 px-3.5";
  return (
    <button
      type="button"
      className={`inline-flex shrink-0 items-center justify-center gap-1.5 rounded-lg font-medium transition-colors ${size} ${looks[kind]} ${className}`}
      {...rest}
    />
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "aria-label"> {
  /** What it does: its accessible name and tooltip. */
  label: string;
  children: ReactNode;
}

/** A button with an icon; its name is exposed to screen readers and shown as a tooltip. */
export function IconButton({ label, className = "", children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-ink-3 transition-colors hover:bg-hover hover:text-ink disabled:opacity-60 pointer-coarse:size-10 ${className}`}
      {...rest}
    >
      {children}
    </button>
  );
}
