import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, useId } from "react";

interface Around {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  /** A control at the field's right edge. */
  side?: ReactNode;
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

function Labelled({
  label,
  hint,
  error,
  side,
  children,
}: Around & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const notes = error || hint ? `${id}-notes` : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-[13px] text-ink-2">
        {label}
      </label>
      <div className="relative">
        {children({ id, "aria-describedby": notes, "aria-invalid": error ? true : undefined })}
        {side && <div className="absolute inset-y-0 right-1 flex items-center">{side}</div>}
      </div>
      {notes && (
        <p
          id={notes}
          role={error ? "alert" : undefined}
          className={`text-[13px] ${error ? "text-danger" : "text-ink-3"}`}
        >
          {error || hint}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = Around & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> };

/** A text field with its label, and a hint or an error. */
export function TextField({ label, hint, error, side, className = "", ...rest }: TextFieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error} side={side}>
      {(wiring) => <input className={`field ${side ? "pr-11" : ""} ${className}`} {...wiring} {...rest} />}
    </Labelled>
  );
}

/** A select with its label. */
export function SelectField({
  label,
  hint,
  error,
  ...rest
}: Around & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(wiring) => <select className="field" {...wiring} {...rest} />}
    </Labelled>
  );
}

/** A checkbox with its label and an explanation. */
export function CheckField({ label, hint, ...rest }: Around & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <input
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-notes` : undefined}
        className="mt-0.5 size-4 shrink-0"
        {...rest}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block pointer-coarse:py-1">
          {label}
        </label>
        {hint && (
          <p id={`${id}-notes`} className="text-[13px] text-ink-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
