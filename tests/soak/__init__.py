"""Many mutated files and many kills: what `make soak` runs, and `make test` a part of."""
