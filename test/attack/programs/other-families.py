import socket

from kit import answer, attempt


def send(family: int, address: tuple[str, int], protocol: int = 0) -> object:
    with socket.socket(family, socket.SOCK_DGRAM, protocol) as client:
        client.settimeout(0.3)
        client.sendto(b"\x08\0\xf7\xff\0\0\0\0", address)
        return client.recvfrom(100)


attempt("UDP", send, socket.AF_INET, ("8.8.8.8", 53))
attempt("UDP over IPv6", send, socket.AF_INET6, ("2001:4860:4860::8888", 53))
attempt("broadcast", send, socket.AF_INET, ("255.255.255.255", 67))
attempt("multicast", send, socket.AF_INET, ("224.0.0.251", 5353))
attempt("datagram ICMP", send, socket.AF_INET, ("172.17.0.1", 0), socket.IPPROTO_ICMP)
for what, family, kind in (("AF_VSOCK", 40, socket.SOCK_STREAM), ("AF_ALG", 38, socket.SOCK_SEQPACKET), ("AF_BLUETOOTH", 31, socket.SOCK_RAW), ("AF_XDP", 44, socket.SOCK_RAW), ("AF_KEY", 15, socket.SOCK_RAW), ("AF_CAN", 29, socket.SOCK_RAW), ("AF_TIPC", 30, socket.SOCK_STREAM)):
    attempt(what, socket.socket, family, kind)
answer()
