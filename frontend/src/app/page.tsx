import { AuthPage } from "../auth/auth-page.tsx";
import { bringsSession } from "../server/session.ts";
import { App } from "../shell/app.tsx";

/** The app, or for somebody new the way in: answered without the backend, so that it can be probed. */
export default async function HomePage() {
  return (await bringsSession()) ? <App /> : <AuthPage mode="sign-in" registration="open" />;
}
