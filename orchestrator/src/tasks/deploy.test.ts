import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadContract } from "../contract/load.ts";
import type { Context } from "../run/context.ts";
import { releasedImages } from "./deploy.ts";

const contract = loadContract(resolve(import.meta.dirname, "../../test/fixtures/guestbook/deploy.yaml"));
const context = (kind: string, output?: object) =>
  ({
    contract,
    cluster: { kind },
    state: { task: (id: string) => (id === "T009" && output ? { output } : undefined) },
  }) as unknown as Context;
const built = { repository: "guestbook-page", tag: "4cd38c41181c", id: "", megabytes: 1 };

describe("the images of a release", () => {
  it("are those that were built, tagged by their content", () => {
    expect(releasedImages(context("minikube", built))).toEqual({ page: { tag: "4cd38c41181c" } });
  });

  it("are pulled from the registry they were pushed to", () => {
    const pushed = { ...built, repository: "registry.example/guestbook-page" };
    expect(releasedImages(context("context", pushed))).toEqual({
      page: {
        tag: "4cd38c41181c",
        image: "registry.example/guestbook-page",
        imagePullPolicy: "IfNotPresent",
      },
    });
  });

  it("are the installed ones if nothing was built, so that they cause no difference", () => {
    const installed = { page: { tag: "4cd38c41181c", podAnnotations: {} }, store: { tag: "0f" } };
    expect(releasedImages(context("minikube"), installed)).toEqual({
      page: { tag: "4cd38c41181c" },
      store: { tag: "0f" },
    });
    expect(releasedImages(context("minikube"))).toEqual({});
  });
});
