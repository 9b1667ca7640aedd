import { existsSync } from "node:fs";
import { join } from "node:path";
import type { NextConfig } from "next";
import { assetHeaders } from "./src/server/security-headers.ts";

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: join(import.meta.dirname, ".."),
  experimental: {
    // There is no app router whose pages the client would have to tell from these.
    clientRouterFilter: false,
    // The first build is waited for by who starts the product; what makes later ones faster is kept from the second on.
    turbopackFileSystemCacheForBuild: existsSync(join(import.meta.dirname, ".next")),
  },
  images: { unoptimized: true },
  // Types are checked by `npm run types`: Next's own step needs the compiler's old programming interface.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  poweredByHeader: false,
  skipTrailingSlashRedirect: true,
  headers: async () => [{ source: "/_next/static/:path*", headers: assetHeaders }],
};

export default config;
