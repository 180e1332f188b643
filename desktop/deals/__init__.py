"""The domain: sheets, answers, rules, circuits. Pure and synchronous: no network, threads, clock or Qt."""
