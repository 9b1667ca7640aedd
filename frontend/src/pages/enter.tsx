import { AuthPage } from "../auth/auth-page.tsx";

/** What `/` shows without a session: rendered without the backend, so that it can be probed. */
export default function EnterPage() {
  return <AuthPage mode="sign-in" registration="open" />;
}
