import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { signInFor } from "../../auth/next-page.ts";
import { settingsMessages } from "../../messages/en-settings.ts";
import { bringsSession } from "../../server/session.ts";
import { SettingsPage } from "../../settings/settings-page.tsx";

export const metadata: Metadata = { title: settingsMessages.title };

export default async function Settings() {
  if (!(await bringsSession())) redirect(signInFor("/settings"));
  return <SettingsPage />;
}
