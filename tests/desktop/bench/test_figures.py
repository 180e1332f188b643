"""The figures: each is there, has its unit and a possible size."""

from __future__ import annotations

import json

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from crypto.circuit import evaluate_clear
from desktop.bench.circuits import CIRCUITS, aes_circuit, sha256_circuit
from desktop.bench.figures import CIRCUIT_NAMES, measure_core, measure_run
from desktop.processes import ProcessesFailed
from tests.desktop.programs import commonground


def test_one_run_between_processes() -> None:
    run = measure_run("aes-128", 2)
    figures = run.to_json()
    assert run.circuit == "aes-128"
    assert 5_000 < run.and_gates < 8_000
    assert run.depth < run.rounds < 200
    assert 500_000 < run.bytes_per_party < 3_000_000
    assert 0 < run.base_ot_s < 30
    assert 0 < run.preprocessing_s < 30
    assert 0 < run.online_s < 30
    assert 20e6 < run.peak_rss_bytes < 2e9
    assert set(figures) == {
        *("circuit", "parties", "and_gates", "depth", "rounds", "bytes_per_party", "seconds", "peak_rss_bytes")
    }
    json.dumps(figures)


def test_a_circuit_that_is_none() -> None:
    with pytest.raises(ProcessesFailed):
        measure_run("md5", 2)


def test_the_core() -> None:
    core = measure_core(((2, 2_000),))
    (triples,) = core.triples
    assert 1_000 < triples.per_second < 10**8
    assert 80 < triples.bytes_each < 200
    assert 12_000 < triples.setup_bytes < 14_000
    assert 10**7 < core.aes_ecb < 10**12
    assert 10**7 < core.aes_gcm < 10**12
    assert 10**7 < core.memory < 10**12
    assert core.scaled(triples) == triples.cpu_seconds * core.aes_ecb / 10e9
    json.dumps(core.to_json())


def test_the_circuits_compute_what_they_are_called() -> None:
    rng = np.random.default_rng(3)
    circuit = aes_circuit(2)
    bits = rng.integers(0, 2, circuit.n_inputs, np.uint8)
    mine, theirs = bits[circuit.owner == 0], bits[circuit.owner == 1]
    shared, block = mine ^ theirs[:128], theirs[128:]
    key = np.packbits(shared, bitorder="little").tobytes()
    plain = np.packbits(block, bitorder="little").tobytes()
    expected = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(plain)  # noqa: S305  # one block, to compare
    got = np.packbits(evaluate_clear(circuit, bits)["block"], bitorder="little").tobytes()
    assert got == expected
    assert sha256_circuit(2).n_ands > 20_000


def test_every_circuit_for_five_people() -> None:
    assert tuple(CIRCUITS) == CIRCUIT_NAMES
    for name in ("aes-128", "job-offer"):
        circuit = CIRCUITS[name](5)
        assert circuit.n_parties == 5
        assert set(circuit.owner.tolist()) == set(range(5))


def test_the_command() -> None:
    shown = commonground("bench", "--circuit", "aes-128", "--parties", "2", "--no-core", "--json")
    assert shown.returncode == 0
    (line,) = shown.stdout.splitlines()
    event = json.loads(line)
    assert event["event"] == "run"
    assert event["circuit"] == "aes-128"
    table = commonground("bench", "--circuit", "aes-128", "--parties", "2", "--no-core")
    assert "aes-128" in table.stdout
    assert "MB" in table.stdout
