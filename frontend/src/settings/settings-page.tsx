import type { Profile } from "@todo-chatbot/contracts";
import { ArrowLeft } from "lucide-react";
import { messages } from "../messages/en.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { Banner } from "../shell/banner.tsx";
import { Gate } from "../shell/gate.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { AppearanceSection } from "./appearance-section.tsx";
import { DangerSection } from "./danger-section.tsx";
import { InvitationsSection } from "./invitations-section.tsx";
import { KeysSection } from "./keys-section.tsx";
import { ModelSection } from "./model-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { ProfileSection } from "./profile-section.tsx";
import { SecuritySection } from "./security-section.tsx";
import { SessionsSection } from "./sessions-section.tsx";
import { TransferSection } from "./transfer-section.tsx";

const text = settingsMessages;

/** Everything a person sets about themselves and their account. */
export function SettingsPage() {
  return (
    <Gate waiting={<Frame />}>
      {(profile) => (
        <>
          <Banner />
          <Frame profile={profile} />
        </>
      )}
    </Gate>
  );
}

function Frame({ profile }: { profile?: Profile }) {
  return (
    <main className="mx-auto max-w-2xl px-4 pt-4 pb-16">
      <PageLink
        href="/"
        className="-ml-2 inline-flex min-h-9 items-center gap-1.5 rounded-lg px-2 text-ink-2 hover:bg-hover hover:text-ink"
      >
        <ArrowLeft size={16} aria-hidden />
        {messages.nav.back}
      </PageLink>
      <h1 className="mt-3 mb-5 font-semibold text-2xl tracking-tight">{text.title}</h1>
      {profile ? (
        <div className="flex flex-col gap-5">
          <ProfileSection profile={profile} />
          <AppearanceSection />
          <ModelSection />
          <TransferSection />
          <SessionsSection />
          <SecuritySection />
          <PasswordSection profile={profile} />
          <KeysSection />
          <InvitationsSection />
          <DangerSection />
        </div>
      ) : (
        <p role="status" className="animate-wait text-ink-2">
          {messages.loading}
        </p>
      )}
    </main>
  );
}
