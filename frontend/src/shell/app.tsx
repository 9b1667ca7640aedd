import { Gate } from "./gate.tsx";
import { Skeleton } from "./skeleton.tsx";
import { Workspace } from "./workspace.tsx";

interface AppProps {
  /** What its address opens. */
  chat: "new" | "stored";
}

/** The app of whoever is signed in. */
export function App({ chat }: AppProps) {
  return (
    <Gate waiting={<Skeleton chat={chat} />}>
      {(profile) => <Workspace key={profile.email} profile={profile} />}
    </Gate>
  );
}
