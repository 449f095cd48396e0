"""Other open tools on the same texts as ours, in one run, with the scorers of `bench.quality`.

Peers are optional and never installed beside this package: they live in a folder of their own (README.md says how to make
it). A peer that is not there is told and left out."""
