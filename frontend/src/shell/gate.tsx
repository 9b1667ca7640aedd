import { QueryClientProvider } from "@tanstack/react-query";
import type { Profile } from "@todo-chatbot/contracts";
import { type ReactNode, useEffect } from "react";
import { connection } from "../api/connection.ts";
import { queryClient } from "../api/query-client.ts";
import { useStore } from "../lib/external-store.ts";
import { ReaderProvider } from "../lib/reader-context.tsx";
import { useHydrated } from "../lib/use-hydrated.ts";
import { adoptTheme } from "../ui/theme.ts";
import { Toasts } from "../ui/toasts.tsx";
import { Banner } from "./banner.tsx";
import { checkPerson } from "./check-person.ts";
import { onOtherTab } from "./other-tabs.ts";
import { useProfile } from "./use-profile.ts";

interface GateProps {
  /** Shown until it is known who is signed in. */
  waiting: ReactNode;
  children: (profile: Profile) => ReactNode;
}

/** Shows the app to the signed-in person, and redirects everybody else to the sign-in page. */
export function Gate(props: GateProps) {
  const hydrated = useHydrated();
  return (
    <QueryClientProvider client={queryClient}>
      {hydrated ? <Checked {...props} /> : props.waiting}
      <Toasts />
    </QueryClientProvider>
  );
}

function Checked({ waiting, children }: GateProps) {
  const { data: profile, refetch } = useProfile();
  const state = useStore(connection);
  useEffect(adoptTheme, []);
  useEffect(() => connection.onRecovered(() => void queryClient.invalidateQueries()), []);
  useEffect(() => {
    if (state === "doubtful") void checkPerson();
  }, [state]);
  useEffect(() => onOtherTab(() => connection.doubt()), []);
  useEffect(() => {
    // Without a request from another component, the banner might stay for a long time.
    if (state !== "away") return;
    const timer = setInterval(() => void refetch(), 2_000);
    return () => clearInterval(timer);
  }, [state, refetch]);
  if (!profile) {
    return (
      <>
        <Banner />
        {waiting}
      </>
    );
  }
  return <ReaderProvider profile={profile}>{children(profile)}</ReaderProvider>;
}
