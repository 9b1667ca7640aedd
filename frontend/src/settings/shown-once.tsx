import { useRef, useState } from "react";
import { settingsMessages } from "../messages/en-settings.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";

const text = settingsMessages;

/** A newly created secret to copy; it is stored nowhere. */
export function ShownOnce({ label, value }: { label: string; value: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<string | null>(null);

  async function copy() {
    field.current?.select();
    // Browsers allow clipboard access only over TLS; otherwise the text is selected, ready to copy.
    await navigator.clipboard?.writeText(value);
    if (navigator.clipboard) setCopied(value);
  }

  return (
    <div role="status" className="mt-3 flex flex-wrap items-end gap-3 rounded-lg bg-accent-soft p-3">
      <div className="min-w-48 flex-1">
        <TextField
          ref={field}
          label={label}
          value={value}
          readOnly
          className="font-mono"
          onFocus={(event) => event.target.select()}
        />
      </div>
      <Button onClick={() => void copy()}>{copied === value ? text.copied : text.copy}</Button>
    </div>
  );
}
