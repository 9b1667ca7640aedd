"use client";

import { Gate } from "./gate.tsx";
import { Skeleton } from "./skeleton.tsx";
import { Workspace } from "./workspace.tsx";

/** The app of whoever is signed in. */
export function App() {
  return (
    <Gate waiting={<Skeleton />}>{(profile) => <Workspace key={profile.email} profile={profile} />}</Gate>
  );
}
