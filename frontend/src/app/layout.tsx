import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";
import { messages } from "../messages/en.ts";
import { InputMethods } from "../ui/input-methods.tsx";
import { parseTheme, themeCookie } from "../ui/theme-name.ts";

export const metadata: Metadata = {
  title: { default: messages.product, template: `%s · ${messages.product}` },
  description: messages.tagline,
  robots: { index: false },
  referrer: "same-origin",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafaf9" },
    { media: "(prefers-color-scheme: dark)", color: "#171716" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <InputMethods />
        {children}
      </body>
    </html>
  );
}
