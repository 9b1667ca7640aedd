/** What skipped tests may need, matched in the reason they give, and how to get it. */
const hints: readonly [RegExp, string][] = [
  [/\bhelm\b/, "Helm: `make helm` builds it with Go, or https://helm.sh/docs/intro/install"],
  [/\bdocker\b/, "Docker: https://docs.docker.com/engine/install"],
  [/minikube/i, "Minikube: https://minikube.sigs.k8s.io/docs/start, then `minikube start`"],
  [/\bkind\b/, "kind: https://kind.sigs.k8s.io"],
  [/\bk3d\b/, "k3d: https://k3d.io"],
  [/kubectl-ai/, "kubectl-ai: https://github.com/GoogleCloudPlatform/kubectl-ai"],
  [/docker-agent/, "docker-agent: https://github.com/docker/docker-agent"],
  [/\bkagent\b/, "kagent: https://kagent.dev"],
  [/\bbash\b/, "bash: from your system's packages"],
  [/python3/, "Python 3 with pip: from your system's packages (Debian: python3-venv)"],
  [/\bgo\b/, "Go: https://go.dev/dl"],
  [
    /\.\.\/shared\b/,
    "../shared: the maintainers' private test data next to the repository; nothing depends on it",
  ],
];

/** For a reason such as "needs helm", how to get each thing it names; empty if it already says so. */
export function howToGet(reason: string): string[] {
  return hints.flatMap(([word, hint]) => (word.test(reason) ? [hint] : []));
}
