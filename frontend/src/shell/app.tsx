import { Gate } from "./gate.tsx";
import { Skeleton } from "./skeleton.tsx";
import { Workspace } from "./workspace.tsx";

interface AppProps {
  /** What the address opens. */
  chat: "new" | "stored";
}

/** The app of the signed-in person. */
export function App({ chat }: AppProps) {
  return (
    <Gate waiting={<Skeleton chat={chat} />}>
      {(profile) => <Workspace key={profile.email} profile={profile} />}
    </Gate>
  );
}
