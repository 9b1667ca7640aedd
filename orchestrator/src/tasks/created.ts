import { readdirSync } from "node:fs";
import { readIfThere, writeDurably } from "../files.ts";
import { type Context, own } from "../run/context.ts";

/** What runs have created in the cluster; `down` removes exactly this. */
export interface Created {
  namespace: boolean;
  release: boolean;
  secrets: string[];
  images: string[];
  cluster: boolean;
}

const file = (context: Context) =>
  own(context, `created-${context.cluster.context}-${context.kubectl.place.namespace}.json`);

export function readCreated(context: Context): Created {
  const text = readIfThere(file(context));
  return text
    ? (JSON.parse(text) as Created)
    : { namespace: false, release: false, secrets: [], images: [], cluster: false };
}

/** Records something before it is created: a crash in between leaves one record too many, never one too few. */
export function noteCreated(context: Context, change: (created: Created) => void): void {
  const created = readCreated(context);
  change(created);
  writeDurably(file(context), `${JSON.stringify(created, null, 1)}\n`, 0o600);
}

/** Records an image tag before it is created; the newest is last. */
export function noteImage(context: Context, name: string): void {
  noteCreated(context, (created) => {
    created.images = [...created.images.filter((each) => each !== name), name];
  });
}

/** Images that this project's deployments to other clusters or namespaces use and that must be kept. */
export function imagesElsewhere(context: Context): Set<string> {
  const others = readdirSync(context.stateFolder)
    .filter((name) => /^created-.*\.json$/.test(name))
    .map((name) => own(context, name))
    .filter((path) => path !== file(context));
  return new Set(
    others.flatMap((path) => (JSON.parse(readIfThere(path) ?? "{}") as Partial<Created>).images ?? []),
  );
}

export function forgetCreated(context: Context): void {
  writeDurably(
    file(context),
    `${JSON.stringify({ namespace: false, release: false, secrets: [], images: [], cluster: false })}\n`,
    0o600,
  );
}
