"""Measurements, run by hand; docs/performance.md says what was measured and when. pytest collects test_ratchet only."""
