import type { ImportResult } from "@todo-chatbot/contracts";
import { Download, FileUp } from "lucide-react";
import { type ChangeEvent, useRef, useState } from "react";
import { type ExportFormat, transferApi } from "../api/transfer.ts";
import { part } from "../lib/part.tsx";
import { messages } from "../messages/en.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { undo } from "../tasks/task-actions.ts";
import { Button } from "../ui/button.tsx";
import { toast } from "../ui/toasts.tsx";
import { Section, StepResult, useStep } from "./section.tsx";

const Dialog = part(() => import("../ui/dialog.tsx").then(({ Dialog }) => Dialog));
const ImportPreview = part(() => import("./import-preview.tsx").then(({ ImportPreview }) => ImportPreview));
const text = settingsMessages;
const formats: ExportFormat[] = ["json", "icalendar", "todotxt"];

interface Chosen {
  file: File;
  preview: ImportResult;
}

/** Imports tasks from another program after a preview, and exports one's own. */
export function TransferSection() {
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [reading, setReading] = useState<string | null>(null);
  const { busy, fault, run } = useStep();

  const count = chosen ? chosen.preview.created + chosen.preview.updated : 0;

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.target.files ?? [];
    // Choosing the same file again must trigger a change too.
    event.target.value = "";
    if (!file) return;
    setReading(file.name);
    await run(async () => setChosen({ file, preview: await transferApi.import(file, true) }), "");
    setReading(null);
  }

  async function confirm({ file }: Chosen) {
    await run(async () => {
      const { created, updated, changeId } = await transferApi.import(file, false);
      const action = changeId ? { label: messages.undo, run: () => void undo(changeId) } : null;
      toast(text.importDone(created, updated), { action });
      setChosen(null);
    }, "");
  }

  return (
    <Section title={text.transfer}>
      <p className="mb-3 text-ink-2">{text.transferText}</p>
      <input
        ref={input}
        type="file"
        accept=".ics,.csv,.txt,.json,.zip"
        aria-label={text.importChoose}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => void choose(event)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={busy} onClick={() => input.current?.click()}>
          <FileUp size={16} aria-hidden />
          {text.importChoose}
        </Button>
        {!chosen && <StepResult fault={fault} done={reading && text.importReading(reading)} />}
      </div>
      <p className="mt-2 text-[13px] text-ink-3">{text.importHint}</p>
      <h3 className="mt-4 mb-2 font-medium text-[13px] text-ink-2">{text.exportTitle}</h3>
      <ul className="flex flex-wrap gap-2">
        {formats.map((format) => (
          <li key={format}>
            <a
              href={transferApi.exportUrl(format)}
              download
              className="inline-flex min-h-9 items-center gap-1.5 rounded-lg border border-line px-3.5 font-medium hover:bg-hover"
            >
              <Download size={16} aria-hidden />
              {text.exports[format]}
            </a>
          </li>
        ))}
      </ul>
      {chosen && (
        <Dialog title={text.importTitle(chosen.file.name)} onClose={() => setChosen(null)}>
          <ImportPreview result={chosen.preview} />
          <div className="sticky -bottom-5 -mb-5 flex items-center justify-end gap-2 bg-surface pt-4 pb-5">
            <StepResult fault={fault} done={null} />
            <Button onClick={() => setChosen(null)}>{count > 0 ? messages.cancel : messages.close}</Button>
            {count > 0 && (
              <Button kind="primary" disabled={busy} onClick={() => void confirm(chosen)}>
                {text.importConfirm(count)}
              </Button>
            )}
          </div>
        </Dialog>
      )}
    </Section>
  );
}
