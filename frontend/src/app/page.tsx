import { App } from "../shell/app.tsx";

/** The app of somebody who brings a session; `proxy.ts` shows everybody else the way in. */
export default function HomePage() {
  return <App chat="new" />;
}
