import { redirect } from "next/navigation";
import { bringsSession } from "../../../server/session.ts";
import { App } from "../../../shell/app.tsx";

export default async function ConversationPage() {
  if (!(await bringsSession())) redirect("/sign-in");
  return <App />;
}
