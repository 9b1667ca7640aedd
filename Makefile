# Thin on purpose: every line calls one script; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help install start check test test-cluster helm deploy bench chaos eval

help: ## This list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## Install what the lockfile names (done by the others when needed)
	@node scripts/install.mjs

start: install ## Build and run everything; prints the address to open
	@STARTED_BY=$$PPID npm run -s start

check: install ## Lint, types, and the tests of what is changed and not yet committed
	@npm run -s check

test: install ## All tests but the cluster's
	@npm run -s test

test-cluster: install ## Cluster tests, against the cluster KUBECONFIG points to
	@npm run -s test:cluster

helm: install ## Helm, built with Go, for the tests that need it
	@npm run -s helm

deploy: install ## From source to a healthy release on a Kubernetes cluster
	@npm run -s deploy

bench: install ## Benchmarks, each beside a peer or a limit
	@npm run -s bench

chaos: install ## Hostile load and kills under writes, beside what is promised
	@STARTED_BY=$$PPID npm run -s chaos

eval: install ## How well the built-in assistant understands people
	@npm run -s eval
