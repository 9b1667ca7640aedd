import { useRouter } from "next/router";
import { App } from "../shell/app.tsx";

/** The app for requests with a session, for a new chat and at the address of every stored one (`server/pages.ts`). */
export default function HomePage() {
  const { stored } = useRouter().query;
  return <App chat={stored === undefined ? "new" : "stored"} />;
}
