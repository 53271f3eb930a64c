import socket

from kit import answer, attempt

for what, family, kind, protocol in (
    ("raw ICMP", socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
    ("raw IP", socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW),
    ("raw ICMPv6", socket.AF_INET6, socket.SOCK_RAW, 58),
    ("packets", socket.AF_PACKET, socket.SOCK_RAW, 0x300),
    ("packets without headers", socket.AF_PACKET, socket.SOCK_DGRAM, 0x300),
):
    attempt(what, socket.socket, family, kind, protocol)
answer()
