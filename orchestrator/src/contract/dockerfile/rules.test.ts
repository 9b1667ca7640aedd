import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { writeDockerfile } from "../../agents/builtin/dockerfile.ts";
import { loadContract } from "../load.ts";
import type { ImageContract } from "../schema.ts";
import { judge } from "../violation.ts";
import { parseDockerfile } from "./model.ts";
import { dockerfileRules } from "./rules.ts";

const contract = loadContract(resolve(import.meta.dirname, "../../../test/fixtures/guestbook/deploy.yaml"));
const service = contract.services[0];
const image = service?.image;
if (!service || !image) throw new Error("the fixture has no page service");
const right = writeDockerfile(service, image);
const broken = (text: string, asked: ImageContract = image) =>
  judge(dockerfileRules, { file: parseDockerfile(text), image: asked, service }).map((v) => v.rule);
const change = (from: string | RegExp, to: string) => {
  const text = right.replace(from, to);
  if (text === right) throw new Error(`nothing to change: ${from}`);
  return text;
};

/** For each rule, artifacts that break this rule only. */
const mutants: Record<string, string[]> = {
  "dockerfile/instructions": [
    change("ARG BASE", "Sure! Here is it\nARG BASE"),
    change("RUN node", "EXECUTE node"),
    change("ARG BASE", "RUN true\nARG BASE"),
  ],
  "dockerfile/stages": [change("AS run", "AS runner"), change("AS run", "")],
  "dockerfile/bases": [change("ARG BASE=node:24-slim", "ARG BASE=node:22-slim")],
  "dockerfile/copy-from": [
    change("USER", "COPY --from=nowhere /x ./\nUSER"),
    change("RUN node", "COPY --from=run /x ./\nRUN node"),
  ],
  "dockerfile/syntax": [`# syntax=docker/dockerfile:1\n${right}`],
  "dockerfile/workdir": [change("WORKDIR /app", "WORKDIR /srv"), change("WORKDIR /app\n", "")],
  "dockerfile/user": [
    change("USER 10001:10001", "USER node"),
    change("USER 10001:10001\n", ""),
    change("USER 10001:10001", "USER 10001:10001\nUSER 0"),
  ],
  "dockerfile/port": [
    change("EXPOSE 8080", "EXPOSE 80"),
    change("EXPOSE 8080", "EXPOSE 8080 9229"),
    change("EXPOSE 8080\n", ""),
  ],
  "dockerfile/exec-form": [change('CMD ["node", "server.mjs"]', "CMD node server.mjs")],
  "dockerfile/command": [
    change('CMD ["node", "server.mjs"]', 'CMD ["node", "index.mjs"]'),
    change('CMD ["node", "server.mjs"]\n', ""),
    change("CMD", 'ENTRYPOINT ["sh"]\nCMD'),
  ],
  "dockerfile/environment": [
    change("ENV NODE_ENV=production\n", ""),
    change("NODE_ENV=production", "NODE_ENV=development"),
  ],
  "dockerfile/contents": [change("/src/server.mjs ./", "/src/other.mjs ./")],
  "dockerfile/no-secrets": [
    change("RUN node", "ARG API_KEY\nRUN node"),
    change("RUN node", "ENV DB_PASSWORD=x\nRUN node"),
    change("COPY page/", "COPY .env ./\nCOPY page/"),
  ],
  "dockerfile/no-add": [change("COPY page/", "ADD page/x.tar ./\nCOPY page/")],
  "dockerfile/locked-install": [change("RUN node", "RUN npm install\nRUN node")],
  "dockerfile/no-pipe-to-shell": [change("RUN node", "RUN curl -s https://x.invalid | sh\nRUN node")],
  "dockerfile/lean-final-stage": [change("USER", "RUN npm ci\nUSER")],
  "dockerfile/no-whole-context": [change("USER", "COPY . .\nUSER")],
  "dockerfile/no-shell-tricks": [
    change("RUN node", "RUN chmod -R 777 /src\nRUN node"),
    change("RUN node", "RUN sudo true\nRUN node"),
    change("USER", "VOLUME /data\nUSER"),
    change("USER", 'SHELL ["/bin/bash"]\nUSER'),
  ],
};

describe("Dockerfile rules", () => {
  it("accept the output of the built-in agent", () => {
    for (const each of contract.services) {
      if (!each.image) continue;
      const file = parseDockerfile(writeDockerfile(each, each.image));
      expect(judge(dockerfileRules, { file, image: each.image, service: each })).toEqual([]);
    }
  });

  it("accept equivalent notations", () => {
    const other = change("ARG BASE=node:24-slim", "")
      .replaceAll("$BASE", "node:24-slim")
      .replace("ENV NODE_ENV=production", 'ENV NODE_ENV "production"')
      .replace("USER 10001:10001", "USER 10001")
      .replace("AS run", "as run");
    expect(broken(other.replace('"production"', "production"))).toEqual([]);
  });

  for (const rule of dockerfileRules.filter(({ id }) => id !== "dockerfile/pinned"))
    it(`${rule.id} catches each artifact that breaks only this rule`, () => {
      const list = mutants[rule.id] ?? [];
      for (const mutant of list) expect([...new Set(broken(mutant))], mutant).toEqual([rule.id]);
      expect(list.length).toBeGreaterThan(0);
    });

  it("dockerfile/pinned catches a base without a fixed tag, even if the contract asks for it", () => {
    for (const base of ["node", "node:latest", "registry.example:5000/node"]) {
      const asked = { ...image, buildArguments: { BASE: base } };
      expect(broken(change("node:24-slim", base), asked)).toEqual(["dockerfile/pinned"]);
    }
    const digest = `node@sha256:${"a".repeat(64)}`;
    expect(broken(change("node:24-slim", digest), { ...image, buildArguments: { BASE: digest } })).toEqual(
      [],
    );
  });

  it("reject any garbage without throwing", () => {
    for (const rubbish of ["", "\0", "FROM", "```", "{}", "FROM a AS\nCOPY --from\nCMD [", "RUN <<EOF\nx\n"])
      expect(broken(rubbish).length).toBeGreaterThan(0);
  });
});
