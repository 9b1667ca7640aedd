import { AuthPage } from "../auth/auth-page.tsx";

/** What `/` shows to somebody who brings no session: answered without the backend, so that it can be probed. */
export default function EnterPage() {
  return <AuthPage mode="sign-in" registration="open" />;
}
