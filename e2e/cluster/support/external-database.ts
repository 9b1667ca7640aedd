import { randomBytes } from "node:crypto";
import type { Site } from "./site.ts";

/**
 * A PostgreSQL server next to the release, standing in for an external one.
 * @returns its DATABASE_URL
 */
export async function startDatabase(site: Site, name: string, password = newPassword()): Promise<string> {
  const labels = { app: name };
  await site.apply(
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, labels },
      spec: {
        containers: [
          {
            name: "postgresql",
            image: "postgres:17",
            imagePullPolicy: "IfNotPresent",
            env: [
              { name: "POSTGRES_USER", value: "todo" },
              { name: "POSTGRES_DB", value: "todo" },
              { name: "POSTGRES_PASSWORD", value: password },
            ],
            ports: [{ containerPort: 5432 }],
          },
        ],
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name },
      spec: { selector: labels, ports: [{ port: 5432 }] },
    },
  );
  return databaseUrl(name, password);
}

export function newPassword(): string {
  return randomBytes(16).toString("hex");
}

export function databaseUrl(host: string, password: string): string {
  return `postgresql://todo:${password}@${host}:5432/todo`;
}
