# Deliberately thin: each target calls one script; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help install start check test test-cluster helm deploy bench chaos eval

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## Install what the lockfile names (the other targets do it when needed)
	@node scripts/install.mjs

start: install ## Build and run everything; prints the address to open
	@STARTED_BY=$$PPID npm run -s start

check: install ## Lint, types, and the tests beside uncommitted changes
	@npm run -s check

test: install ## All tests that need no cluster
	@npm run -s test

test-cluster: install ## Cluster tests, against the cluster KUBECONFIG points to
	@npm run -s test:cluster

helm: install ## Build Helm with Go, for the tests that need it
	@npm run -s helm

deploy: install ## From source to a healthy release on a Kubernetes cluster
	@npm run -s deploy

bench: install ## Benchmarks, each compared with a peer or a limit
	@npm run -s bench

chaos: install ## Hostile load and kills during writes, checked against the promises
	@STARTED_BY=$$PPID npm run -s chaos

eval: install ## How well the built-in assistant understands people
	@npm run -s eval
