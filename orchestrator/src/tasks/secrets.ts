import { createHmac, randomBytes } from "node:crypto";
import { readSigner } from "../audit/keys.ts";
import type { Values } from "../contract/manifest/expect.ts";
import type { SecretContract } from "../contract/schema.ts";
import { readEnvFile } from "../env-file.ts";
import { Problem } from "../errors.ts";
import { Secret } from "../exec/secret.ts";
import { type Context, inProject } from "../run/context.ts";

export const CHECKSUM = "infra-orchestrator/checksum";

/** The desired state of a Secret, and the chart values that follow from its missing keys. */
export interface WantedSecret {
  contract: SecretContract;
  data: Map<string, Secret>;
  generated: string[];
  /** Values to set because a key is missing, and the sentences that explain them. */
  values: Values;
  says: string[];
  /** Changes with the values without revealing them: keyed with a secret of the machine that last changed them. */
  checksum: string;
  /** Whether the cluster has exactly this; keys that others added to the Secret are theirs. */
  found: boolean;
}

/** A Secret in the cluster; its values are masked as soon as they are read. */
export interface CurrentSecret {
  checksum: string | undefined;
  data: ReadonlyMap<string, Secret>;
}

/** Reads a Secret from the cluster; null if there is none. */
export async function currentSecret(
  context: Pick<Context, "kubectl">,
  name: string,
): Promise<CurrentSecret | null> {
  const found = await context.kubectl.get<{
    metadata: { annotations?: Record<string, string> };
    data?: Record<string, string>;
  }>(["secret", name]);
  if (!found) return null;
  const values = Object.entries(found.data ?? {}).map(
    ([key, value]) => [key, new Secret(Buffer.from(value, "base64").toString())] as const,
  );
  return { checksum: found.metadata.annotations?.[CHECKSUM], data: new Map(values) };
}

/**
 * Reads the file of a Secret and completes it. Values that may be generated are taken from the cluster (`current`) if
 * they are there, since a generated value must never change. Keys in the file that nothing reads are reported.
 * @throws Problem `secret_missing` naming every required key; `secret_lost` if a key is missing that determines what is
 * installed, such as the address of a database; `env_unreadable`
 */
export function wantedSecret(
  context: Context,
  contract: SecretContract,
  current: CurrentSecret | null,
): WantedSecret {
  const given = readEnvFile(inProject(context, contract.file), contract.file);
  const data = new Map<string, Secret>();
  const generated: string[] = [];
  const says: string[] = [];
  const missing: string[] = [];
  const lost: string[] = [];
  const values: Values = {};
  for (const [key, rule] of Object.entries(contract.keys)) {
    const value = given[key];
    if (value) data.set(key, new Secret(value));
    else if (rule.whenMissing) {
      // An empty value is deliberate. A missing line may be a mistake that would replace a full database with an empty
      // one.
      if (value === undefined && current?.data.get(key)?.reveal()) lost.push(key);
      // Applying leaves keys that somebody else wrote, so one that is to go is emptied.
      if (current?.data.has(key)) data.set(key, new Secret(""));
      Object.assign(values, rule.whenMissing.values);
      says.push(rule.whenMissing.says);
    } else if (rule.generate) {
      const known = current?.data.get(key);
      data.set(key, known ?? new Secret(randomBytes(rule.generate).toString("base64url")));
      if (!known) generated.push(key);
    } else if (rule.optional) data.set(key, new Secret(""));
    else missing.push(rule.describe ? `${key} (${rule.describe})` : key);
  }
  if (missing.length)
    throw new Problem(
      "secret_missing",
      `Secret ${contract.name} lacks ${missing.join(", ")}.`,
      `Write ${missing.length === 1 ? "it" : "them"} into ${contract.file}, one NAME=value per line; the file is never committed.`,
    );
  if (lost.length)
    throw new Problem(
      "secret_lost",
      `${contract.file} lacks ${lost.join(", ")}, which Secret ${contract.name} had when it was deployed last: ${says.join("; ")}.`,
      `Put it back into ${contract.file}, or write ${lost.map((key) => `${key}=`).join(", ")} with nothing behind it if that is what you want.`,
    );
  const unread = Object.keys(given).filter((key) => !(key in contract.keys));
  if (unread.length)
    says.push(
      `${contract.file} also has ${unread.join(", ")}, which nothing here reads (deploy.yaml, secrets.keys)`,
    );
  for (const value of data.values()) context.redactor.add(value);
  const known = current?.checksum;
  // Another clone has another key, and would replace the pods although the Secret is up to date.
  const same = [...data].every(([key, value]) => current?.data.get(key)?.reveal() === value.reveal());
  if (known !== undefined && same)
    return { contract, data, generated, values, says, checksum: known, found: true };
  const mac = createHmac("sha256", checksumKey(context.stateFolder));
  for (const [name, value] of [...data].sort(([a], [b]) => (a < b ? -1 : 1)))
    mac.update(JSON.stringify([name, value.reveal()]));
  return { contract, data, generated, values, says, checksum: mac.digest("hex").slice(0, 32), found: false };
}

/** The key for checksums: derived from the one that signs the log; it never leaves this machine. */
function checksumKey(stateFolder: string): string {
  return readSigner(stateFolder)?.privateKey.export({ type: "pkcs8", format: "pem" }).toString() ?? "";
}

/** The Secret as a manifest, to be applied by the user. Contains the values. */
export function plainManifest({ contract, data }: WantedSecret, namespace: string) {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: contract.name, namespace },
    type: "Opaque",
    data: Object.fromEntries(
      [...data].map(([key, value]) => [key, Buffer.from(value.reveal()).toString("base64")]),
    ),
  };
}

/** The Secret as a manifest for kubectl's standard input, marked as applied by this program. */
export function secretManifest(wanted: WantedSecret, namespace: string): Secret {
  const { metadata, ...manifest } = plainManifest(wanted, namespace);
  const marks = {
    labels: { "app.kubernetes.io/managed-by": "infra-orchestrator" },
    annotations: { [CHECKSUM]: wanted.checksum },
  };
  return new Secret(JSON.stringify({ ...manifest, metadata: { ...metadata, ...marks } }));
}
