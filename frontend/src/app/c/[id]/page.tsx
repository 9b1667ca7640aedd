import { redirect } from "next/navigation";
import { signInFor } from "../../../auth/next-page.ts";
import { bringsSession } from "../../../server/session.ts";
import { App } from "../../../shell/app.tsx";

export default async function ConversationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!(await bringsSession())) redirect(signInFor(`/c/${id}`));
  return <App chat="stored" />;
}
