"""The question collections, the measures, runs and comparisons of runs."""
