"""Which addresses are of the open internet: the only ones this server calls for others.

Who types an address, or answers with a redirect, may mean a machine that only this
server reaches. Source: OWASP, Server-Side Request Forgery Prevention Cheat Sheet; the
registries of special addresses at IANA.
"""

import ipaddress

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
# All that IANA has given out of IPv6. Whatever lies beside it belongs to one network,
# or hides an address of IPv4 that a machine at its edge unfolds.
GIVEN_OUT = ipaddress.ip_network("2000::/3")
# The one such form by which a network without IPv4 reaches all the world (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_open(ip: IP) -> bool:
    """Return whether this address, and each one within it, is of the open internet."""
    return all(is_for_everybody(each) for each in unfolded(ip))


def is_for_everybody(ip: IP) -> bool:
    if isinstance(ip, ipaddress.IPv6Address) and ip not in GIVEN_OUT:
        return False
    special = (ip.is_multicast, ip.is_reserved, ip.is_unspecified)
    return ip.is_global and not any(special)


def unfolded(ip: IP) -> list[IP]:
    """Return what is called in the end: an address, those of IPv4 in it, or both."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped is not None:
        return [ip.ipv4_mapped]
    if ip in NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    hidden = [ip.sixtofour, *(ip.teredo or ())]
    return [ip, *(each for each in hidden if each is not None)]
