"""Is a count of successes plausible for a stated probability? Exact binomial tails."""

from __future__ import annotations

from math import exp, lgamma, log


def binomial_pmf(count: int, trials: int, probability: float) -> float:
    if probability in (0.0, 1.0):
        return float(count == trials * probability)
    return exp(
        lgamma(trials + 1)
        - lgamma(count + 1)
        - lgamma(trials - count + 1)
        + count * log(probability)
        + (trials - count) * log(1 - probability)
    )


def require_binomial(count: int, trials: int, probability: float, reject: float = 1e-6) -> None:
    """Fail if so many or so few successes would be seen with probability below `reject`."""
    at_most = sum(binomial_pmf(c, trials, probability) for c in range(count + 1))
    at_least = sum(binomial_pmf(c, trials, probability) for c in range(count, trials + 1))
    assert 2 * min(at_most, at_least) >= reject, f"{count} of {trials} successes at probability {probability}"
