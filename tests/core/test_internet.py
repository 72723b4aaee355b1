"""No address of a closed network passes for one of the open internet."""

import ipaddress

import pytest

from sasando.core.internet import is_open

CLOSED = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1"),
    *("::", "::1", "fe80::1", "fec0::1", "fc00::1", "ff02::1", "2001:db8::1"),
    # Those that hide one of IPv4: mapped, translated, compatible, 6to4, Teredo.
    *("::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
    *("64:ff9b:1::a00:1", "::ffff:0:127.0.0.1", "::127.0.0.1", "::7f00:1"),
    *("2002:a00:1::", "2002:7f00:1::", "2001:0:a00:1::1", "5f00::1", "4000::1"),
]
OPEN = ["8.8.8.8", "36.86.63.185", "103.28.1.1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
OPEN += ["2001:4860:4860::8888", "2404:6800:4003::5"]


@pytest.mark.parametrize("address", CLOSED)
def test_no_address_of_a_closed_network_is_open(address: str) -> None:
    assert not is_open(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_addresses_of_the_internet_are_open(address: str) -> None:
    assert is_open(ipaddress.ip_address(address))
