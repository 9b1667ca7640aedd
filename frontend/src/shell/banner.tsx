import { CloudOff } from "lucide-react";
import { connection } from "../api/connection.ts";
import { useStore } from "../lib/external-store.ts";
import { messages } from "../messages/en.ts";

/** Shown for as long as the server does not respond. */
export function Banner() {
  const away = useStore(connection) === "away";
  return (
    <div role="status" className="contents">
      {away && (
        <p className="flex shrink-0 items-center justify-center gap-2 bg-danger-soft px-4 py-2 text-center text-danger">
          <CloudOff size={16} aria-hidden className="shrink-0" />
          {messages.faults.away}
        </p>
      )}
    </div>
  );
}
