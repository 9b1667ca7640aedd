import type { Profile } from "@todo-chatbot/contracts";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Reader } from "./due-words.ts";

const ReaderContext = createContext<Reader | null>(null);
const tickMs = 30_000;

/** Provides the person's date format to everything inside; follows the clock, so that midnight takes effect. */
export function ReaderProvider({ profile, children }: { profile: Profile; children: ReactNode }) {
  const [now, setNow] = useState(() => new Date());
  const { timeZone, locale } = profile;
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), tickMs);
    return () => clearInterval(timer);
  }, []);
  const reader = useMemo(() => ({ now, timeZone, locale }), [now, timeZone, locale]);
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

/** The reader: their current time, zone and language tag. */
export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error("useReader is used outside of ReaderProvider.");
  return reader;
}
