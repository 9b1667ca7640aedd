import { join } from "node:path";
import type { NextConfig } from "next";
import { assetHeaders } from "./src/server/security-headers.ts";

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: join(import.meta.dirname, ".."),
  images: { unoptimized: true },
  // Types are checked by `npm run types`: Next's own step needs the compiler's old programming interface.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  skipTrailingSlashRedirect: true,
  headers: async () => [{ source: "/_next/static/:path*", headers: assetHeaders }],
};

export default config;
