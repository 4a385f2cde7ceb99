.DEFAULT_GOAL := help
.PHONY: help build test slow kill-matrix fmt size curves regret

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

build: ## compile everything, without tests
	mvn -q -DskipTests package

test: ## every gate and every fast test
	mvn verify

slow: ## the slow and soak tests too
	mvn verify -Pslow

kill-matrix: ## end every service at every moment of an experiment; docs/RELIABILITY.md
	mvn verify -Pslow -pl standalone -am -Dtest=KillMatrixTest -Dsurefire.failIfNoSpecifiedTests=false

fmt: ## format every Java file in place
	mvn -q -pl conventions compile exec:exec

curves: ## train what the search methods are compared on, where rows are missing; MNIST in CONVOY_DATA
	mvn -q -pl gpu-worker -am test -Dtest=CurveRecorderTest -Dconvoy.record=true -Dsurefire.failIfNoSpecifiedTests=false

regret: ## compare the search methods on those curves, and write it into docs/SEARCH.md
	mvn -q -pl scheduler -am test -Pslow -Dtest=SearchQualityTest -Dconvoy.record=true -Dsurefire.failIfNoSpecifiedTests=false

size: ## lines per Java file: count, median, 90th percentile, largest
	@find . -path '*/src/main/*' -name '*.java' | xargs wc -l | awk '$$2 != "total" {print $$1}' | sort -n | \
	  awk '{n[NR]=$$1} END {print NR " files, median " n[int((NR+1)/2)] ", p90 " n[int(NR*0.9)] ", max " n[NR]}'
