#!/usr/bin/env python3
"""The same in pygls, a library that language servers in Python are made with. Tools/bench rpc measures beside it where it is installed."""

from pygls.lsp.server import LanguageServer

server = LanguageServer("bench", "1")


@server.feature("ping")
def ping(params):
    return {}


@server.feature("object")
def made(params):
    return {"items": [{"id": n, "name": f"item-{1000 + n}", "value": n * 1.5, "tags": ["a", "b", "c"], "ok": True} for n in range(56)]}


server.start_io()
