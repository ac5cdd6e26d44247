#!/usr/bin/env python3
"""A JSON-RPC server as a script has one: Content-Length, json.loads, json.dumps, and nothing that goes wrong. Tools/bench rpc measures beside it."""

import json
import sys


def made():
    return {"items": [{"id": n, "name": f"item-{1000 + n}", "value": n * 1.5, "tags": ["a", "b", "c"], "ok": True} for n in range(56)]}


methods = {"ping": dict, "object": made}
source, sink = sys.stdin.buffer, sys.stdout.buffer
while header := source.readline():
    if not header.lower().startswith(b"content-length:"):
        continue
    source.readline()
    call = json.loads(source.read(int(header[15:])))
    answer = json.dumps({"jsonrpc": "2.0", "id": call["id"], "result": methods[call["method"]]()}, separators=(",", ":")).encode()
    sink.write(b"Content-Length: %d\r\n\r\n%s" % (len(answer), answer))
    sink.flush()
