import type { ImportResult } from "@todo-chatbot/contracts";
import { send } from "./client.ts";

const types: Record<string, string> = {
  ics: "text/calendar",
  csv: "text/csv",
  txt: "text/plain",
  json: "application/json",
  zip: "application/zip",
};

/** Formats of an export, as `GET /api/v1/export` names them. */
export type ExportFormat = "json" | "icalendar" | "todotxt";

export const transferApi = {
  exportUrl: (format: ExportFormat) => `/api/v1/export?format=${format}`,
  /** Imports a file, or only previews it. The name is a hint at the format; the content decides. */
  import: async (file: File, dryRun: boolean): Promise<ImportResult> => {
    const type = types[file.name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
    const response = await send(`/api/v1/import?dryRun=${dryRun}`, {
      method: "POST",
      file,
      headers: { "Content-Type": type },
    });
    return (await response.json()) as ImportResult;
  },
};
