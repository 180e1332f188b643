"""The network that was chosen is chosen again there, and only there."""

from __future__ import annotations

from desktop.store import Kind
from desktop.ui.networks import MOST, KnownNetworks
from desktop.ui.pages.ways import Network
from p2p.introduction import DEFAULT_PORT
from p2p.listener import ANYWHERE
from tests.ui.fakes import Stand, sample

WIFI = Network("wlan0", "192.168.4.23", "192.168.4.0/24")
CABLE = Network("eth0", "10.0.0.7", "10.0.0.0/24")
HERE = (WIFI, CABLE)


def connect(stand: Stand, *networks: Network) -> None:
    stand.flow.context.networks = lambda: networks
    sheet, _ = sample("love-me-back")
    stand.flow.context.plan.sheet = sheet
    stand.flow.context.show_connect(sheet, 2, "", practice=False)


def chips(stand: Stand) -> dict[str, bool]:
    return {address: chip.isChecked() for address, chip in stand.flow.pages.connect.networks.chips.items()}


def test_what_was_chosen_is_chosen_again_with_another_address(stand: Stand) -> None:
    connect(stand, *HERE)
    assert chips(stand) == {"": True, WIFI.address: False, CABLE.address: False}
    stand.flow.pages.connect.networks.chips[CABLE.address].click()
    assert stand.flow.context.listen == (CABLE.address, DEFAULT_PORT)
    stand.flow.context.listen = ANYWHERE
    tomorrow = Network("eth0", "10.0.0.99", "10.0.0.0/24")
    connect(stand, tomorrow, WIFI)
    assert chips(stand) == {"": False, tomorrow.address: True, WIFI.address: False}
    assert stand.flow.context.listen == (tomorrow.address, DEFAULT_PORT)


def test_elsewhere_nothing_is_chosen(stand: Stand) -> None:
    connect(stand, *HERE)
    stand.flow.pages.connect.networks.chips[CABLE.address].click()
    for elsewhere in (
        (WIFI,),
        (WIFI, Network("eth0", "172.16.0.5", "172.16.0.0/16")),
        (Network("wlan0", "192.168.9.2", "192.168.9.0/24"), CABLE),
    ):
        connect(stand, *elsewhere)
        assert stand.flow.context.listen == ANYWHERE
        stand.flow.context.show_enter()
        assert stand.flow.context.listen == ANYWHERE
    stand.flow.context.networks = lambda: HERE
    stand.flow.context.show_enter()
    assert stand.flow.context.listen == (CABLE.address, DEFAULT_PORT), "where one joins it counts, too"


def test_all_of_them_is_a_choice_that_forgets_the_other(stand: Stand) -> None:
    connect(stand, *HERE)
    stand.flow.pages.connect.networks.chips[WIFI.address].click()
    stand.flow.pages.connect.networks.chips[""].click()
    connect(stand, *HERE)
    assert chips(stand)[""]
    assert stand.flow.context.listen == ANYWHERE


def test_where_the_program_was_told_what_to_use_nothing_is_remembered(stand: Stand) -> None:
    KnownNetworks(stand.flow.context.desk.store).keep(HERE, WIFI.address)
    stand.flow.context.listen = stand.flow.context._told_to_listen = ("127.0.0.1", 40123)
    connect(stand, *HERE)
    assert stand.flow.context.listen == ("127.0.0.1", 40123)


def test_the_record_names_no_network_and_stays_small(stand: Stand) -> None:
    store = stand.flow.context.desk.store
    known = KnownNetworks(store)
    for number in range(MOST + 3):
        known.keep((Network("wlan0", "10.0.0.7", f"10.0.{number}.0/24"), CABLE), "10.0.0.7")
    record = store.get(Kind.PLACE, "networks")
    assert record is not None
    assert b"10.0." not in record.content
    assert len(known._all()) == MOST
    for nonsense in (b"", b"\xff", b"\x93\x01\x02\x03"):
        store.put(Kind.PLACE, "networks", nonsense)
        assert known.find(HERE) == ""
        known.keep(HERE, WIFI.address)
        assert known.find(HERE) == WIFI.address
