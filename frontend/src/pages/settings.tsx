import Head from "next/head";
import { messages } from "../messages/en.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { SettingsPage } from "../settings/settings-page.tsx";

export default function Settings() {
  return (
    <>
      <Head>
        <title>{`${settingsMessages.title} · ${messages.product}`}</title>
      </Head>
      <SettingsPage />
    </>
  );
}
