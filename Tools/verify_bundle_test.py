#!/usr/bin/env python3
"""Holds `verify-bundle.py` to `Docs/log.md`, with bundles that are written here.

    python3 Tools/verify_bundle_test.py

The writer below follows the same page, and the recursive definitions of RFC 9162 §2.1, which the verifier does not use: so each is held
by the other. `CANDOR_VECTORS` names a folder with the published vectors of RFC 6962 and of transparency-dev; tests that need them are
passed over where they are not. `CANDOR_THOROUGH=1` tries chance more often, as `Tools/test --thorough` does.
Needs `cryptography` (PyPI).
"""

from __future__ import annotations

import base64
import contextlib
import copy
import functools
import hashlib
import importlib.util
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path
from typing import Any, Callable, Optional

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PROGRAM = Path(__file__).resolve().with_name("verify-bundle.py")
VECTORS = Path(os.environ.get("CANDOR_VECTORS", "/work/shared/vectors"))


def rounds(few: int, of: int, what: str) -> int:
    """How often chance is tried; `Tools/test --help` reads the calls, each on one line, and lists them."""
    return of if os.environ.get("CANDOR_THOROUGH") == "1" else few


def load_verifier() -> Any:
    """The program as a module; its name, with a hyphen, cannot be imported."""
    specification = importlib.util.spec_from_file_location("verify_bundle", PROGRAM)
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["verify_bundle"] = module
    specification.loader.exec_module(module)
    return module


sys.dont_write_bytecode = True
verifier = load_verifier()
HOLDS, SIGNER_UNCHECKED = verifier.HOLDS, verifier.SIGNER_UNCHECKED

# --- A writer of bundles ------------------------------------------------------------------------------------------------------------------

ORIGIN = "candor/0123456789abcdefghjk"
OTHER_ORIGIN = "candor/zyxwvtsrqpnmkjhgfedc"
HEADER = ["kind", "case", "label", "occurred", "timing", "sources", "disputes", "corrects", "recorded"]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def canonical(value: Any) -> bytes:
    """Enough of RFC 8785 for names in ASCII and small integers."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def file_of(bundle: Any) -> bytes:
    return canonical(bundle) + b"\n"


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def random_bytes(what: str, length: int = 32) -> bytes:
    """Always the same for the same words, so that every run has the same bundles."""
    return hashlib.shake_256(what.encode()).digest(length)


class Key:
    def __init__(self, seed: str, name: str = ORIGIN) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(random_bytes(seed))
        self.name = name
        self.data = b"\x01" + self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = sha256(name.encode(), b"\n", self.data)[:4]
        self.text = f"{name}+{self.id.hex()}+{b64(self.data)}"

    def signature(self, text: str) -> str:
        return f"\u2014 {self.name} {b64(self.id + self.private.sign(text.encode()))}\n"


def note(text: str, *keys: Key) -> str:
    return text + "\n" + "".join(key.signature(text) for key in keys)


def checkpoint(origin: str, size: Any, root: bytes, *keys: Key, further: str = "") -> str:
    return note(f"{origin}\n{size}\n{b64(root)}\n{further}", *keys)


def disclosure(slot: int, name: str, value: Any, salt: Optional[str] = None) -> str:
    """The text of a disclosure."""
    return b64url(canonical([salt or b64url(random_bytes(f"salt {slot} {name} {value}", 16)), name, value]))


def digest(text: str) -> str:
    return b64url(sha256(text.encode()))


def split(size: int) -> int:
    """RFC 9162 §2.1.1: the largest power of two smaller than the size."""
    power = 1
    while power * 2 < size:
        power *= 2
    return power


class Tree:
    """RFC 9162 §2.1.1, §2.1.3.1 and §2.1.4.1, as they stand there. `first` and `last` say which leaves, D[first:last]."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.leaves = leaves
        self.known: dict[tuple[int, int], bytes] = {}

    def root(self, first: int, last: int) -> bytes:
        if (first, last) not in self.known:
            self.known[first, last] = self.root_anew(first, last)
        return self.known[first, last]

    def root_anew(self, first: int, last: int) -> bytes:
        if first == last:
            return sha256()
        if last - first == 1:
            return sha256(b"\x00", self.leaves[first])
        middle = first + split(last - first)
        return sha256(b"\x01", self.root(first, middle), self.root(middle, last))

    def inclusion(self, index: int, size: int) -> list[bytes]:
        def path(m: int, first: int, last: int) -> list[bytes]:
            if last - first == 1:
                return []
            k = split(last - first)
            if m < k:
                return path(m, first, first + k) + [self.root(first + k, last)]
            return path(m - k, first + k, last) + [self.root(first, first + k)]

        return path(index, 0, size)

    def consistency(self, older: int, size: int) -> list[bytes]:
        def subproof(m: int, first: int, last: int, whole: bool) -> list[bytes]:
            if m == last - first:
                return [] if whole else [self.root(first, last)]
            k = split(last - first)
            if m <= k:
                return subproof(m, first, first + k, whole) + [self.root(first + k, last)]
            return subproof(m - k, first + k, last, False) + [self.root(first, first + k)]

        return subproof(older, 0, size, True)


class Record:
    """Entries with all their disclosures; and bundles of it, as JSON that a test may change before it is written."""

    def __init__(self, size: int, transfers: Optional[dict[int, Key]] = None, origin: str = ORIGIN, seed: str = "") -> None:
        self.origin = origin
        self.texts: list[dict[int, str]] = []
        leaves = []
        for number in range(1, size + 1):
            new_key = (transfers or {}).get(number)
            texts = self.values_of(number, new_key, seed)
            self.texts.append(texts)
            digests = [digest(texts[slot]) if slot in texts else b64url(random_bytes(f"{seed} {number} {slot}")) for slot in range(24)]
            leaves.append(canonical({"c": digests, "id": number, "on": "2026-11-21", "v": 1}))
        self.tree = Tree(leaves)

    @staticmethod
    def values_of(number: int, new_key: Optional[Key], seed: str) -> dict[int, str]:
        kind = ["custody.transferred", 1] if new_key else ["decision.taken", 1]
        header = [
            kind,
            f"case {number}",
            f'{seed} \u00e9\u2028\U0001f600\u007f\n\\"',
            None,
            {"b": [True, False], "a": -1},
            [],
            None,
            None,
            2**53 - 1,
        ]
        own = [("from", None), ("to", None), ("of", "the record"), ("key", new_key.text)] if new_key else [("text", "x" * number), ("passage", None)]
        named = list(zip(HEADER, header)) + own
        return {
            slot: disclosure(slot, name, value, b64url(random_bytes(f"{seed} {number} {name}", 16)))
            for slot, (name, value) in enumerate(named)
        }

    def checkpoint(self, size: int, *keys: Key, further: str = "") -> str:
        return checkpoint(self.origin, size, self.tree.root(0, size), *keys, further=further)

    def entry(self, number: int, size: int, slots: Optional[list[int]] = None) -> dict[str, Any]:
        texts = self.texts[number - 1]
        return {
            "disclosures": [{"slot": slot, "text": texts[slot]} for slot in (sorted(texts) if slots is None else slots)],
            "leaf": self.tree.leaves[number - 1].decode(),
            "path": [b64url(each) for each in self.tree.inclusion(number - 1, size)],
        }

    def consistency(self, older: int, size: int) -> dict[str, Any]:
        path = [b64url(each) for each in self.tree.consistency(older, size)]
        return {"path": path, "root": b64url(self.tree.root(0, older)), "size": older}

    def succession(self, number: int, size: int, *keys: Key) -> dict[str, Any]:
        return {
            "checkpoint": self.checkpoint(number, *keys),
            "entry": self.entry(number, number, [slot for slot in (0, 12) if slot in self.texts[number - 1]]),
            "path": [b64url(each) for each in self.tree.consistency(number, size)],
        }

    def bundle(self, size: int, key: Key, numbers: list[int], since: list[int], successions: Optional[list[Any]] = None) -> dict[str, Any]:
        return {
            "candor-bundle": 1,
            "checkpoint": self.checkpoint(size, key),
            "consistency": [self.consistency(each, size) for each in since],
            "entries": [self.entry(each, size) for each in numbers],
            "successions": successions or [],
            "verification": key.text,
        }


FIRST, SECOND, THIRD, STRANGER = Key("first"), Key("second"), Key("third"), Key("stranger")
PLAIN = Record(70)
PLAIN_BUNDLE = PLAIN.bundle(70, FIRST, [1, 17, 64, 70], [1, 33, 64])
# Entries 20 and 41 hand the record from the first key to the second, and on to the third.
HANDED = Record(50, {20: SECOND, 41: THIRD})
HANDED_BUNDLE = HANDED.bundle(
    50, THIRD, [3, 20], [20, 33], [HANDED.succession(20, 50, SECOND, FIRST), HANDED.succession(41, 50, SECOND, THIRD)]
)


def judge(bundle: Any, key: Optional[Key] = None, older: Any = None) -> Any:
    """The verdict on JSON, or on bytes as they are."""
    trusted = verifier.verification_key_of(key.text, "") if key else None
    older_data = file_of(older) if isinstance(older, dict) else older
    return verifier.judge(bundle if isinstance(bundle, bytes) else file_of(bundle), trusted, older_data)


# --- Ways of being bad --------------------------------------------------------------------------------------------------------------------

Change = Callable[[Any], Any]
BAD: list[tuple[str, str, Any, Change]] = []  # verdict, what was done, to which bundle, how; a change that gives bytes gives the file


def bad(verdict: str, what: str, change: Change, of: Any = PLAIN_BUNDLE) -> None:
    BAD.append((verdict, what, of, change))


def put(value: Any, *path: Any) -> Change:
    """Puts a value in the place that the path leads to."""

    def change(bundle: Any) -> None:
        for step in path[:-1]:
            bundle = bundle[step]
        bundle[path[-1]] = value

    return change


def edit(edited: Callable[[Any], Any], *path: Any) -> Change:
    """As `put`, with what is made of the value there."""

    def change(bundle: Any) -> None:
        for step in path[:-1]:
            bundle = bundle[step]
        bundle[path[-1]] = edited(bundle[path[-1]])

    return change


def drop(*path: Any) -> Change:
    def change(bundle: Any) -> None:
        for step in path[:-1]:
            bundle = bundle[step]
        del bundle[path[-1]]

    return change


def both(*changes: Change) -> Change:
    def change(bundle: Any) -> None:
        for each in changes:
            each(bundle)

    return change


def text(edited: Callable[[bytes], bytes]) -> Change:
    """Changes the file's bytes."""
    return lambda bundle: edited(file_of(bundle))


def replaced(old: bytes, new: bytes) -> Change:
    def edited(data: bytes) -> bytes:
        assert old in data, old
        return data.replace(old, new, 1)

    return text(edited)


def leaf(edited: Callable[[dict[str, Any]], Any], number: int = 1) -> Change:
    """Changes the JSON of an entry's leaf."""

    def change(old: str) -> str:
        value = json.loads(old)
        result = edited(value)
        return canonical(value if result is None else result).decode()

    return edit(change, "entries", number, "leaf")


def opened(json_text: str) -> Change:
    """A disclosure with this JSON, as it stands."""
    return put(b64url(json_text.encode("utf-8", "surrogatepass")), "entries", 1, "disclosures", 4, "text")


def signed(text_of_note: str, *keys: Key) -> Change:
    return put(note(text_of_note, *(keys or (FIRST,))), "checkpoint")


ROOT = b64(PLAIN.tree.root(0, 70))
SALT = b64url(bytes(16))
GOOD_TEXT = f"{ORIGIN}\n70\n{ROOT}\n"
HASH = b64url(bytes(32))


def with_members_turned(data: bytes) -> bytes:
    """Version first, as it should be, and the others from the last to the first."""
    first, *others = json.loads(data).items()
    return json.dumps(dict([first, *others[::-1]]), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def key_text(data: bytes) -> str:
    """A verification key of these bytes, whatever they are, with the id that goes with them."""
    return f"{ORIGIN}+{sha256(ORIGIN.encode(), LF, data)[:4].hex()}+{b64(data)}"


LF = b"\n"

# The file
bad("malformed", "an empty file", lambda _: b"")
bad("malformed", "only LF", lambda _: b"\n")
bad("malformed", "no LF at the end", text(lambda data: data[:-1]))
bad("malformed", "a letter in place of the file's LF", text(lambda data: data[:-1] + b"A"))
bad("malformed", "two LF at the end", text(lambda data: data + b"\n"))
bad("malformed", "CR before LF", text(lambda data: data[:-1] + b"\r\n"))
bad("malformed", "a byte order mark", text(lambda data: b"\xef\xbb\xbf" + data))
bad("malformed", "a blank before it", text(lambda data: b" " + data))
bad("malformed", "cut off", text(lambda data: data[:4000] + b"\n"))
bad("malformed", "a file one byte too long", text(lambda data: data[:-1] + b" " * (67_108_865 - len(data)) + b"\n"))
bad("malformed", "another value after it", text(lambda data: data[:-1] + b"{}\n"))
bad("malformed", "a blank after a comma", replaced(b',"consistency"', b', "consistency"'))
bad("malformed", "members in another order", text(with_members_turned))
bad("malformed", "a member twice", replaced(b'"candor-bundle":1,', b'"candor-bundle":1,"candor-bundle":1,'))
bad("malformed", "a member twice, deep inside", replaced(b'"slot":1,', b'"slot":1,"slot":1,'))
bad("malformed", "a member besides", put(1, "further"))
bad("malformed", "a member missing", drop("successions"))
bad("malformed", "an array in place of the object", lambda b: file_of([b]))
bad("malformed", "version 2", put(2, "candor-bundle"))
bad("malformed", "version true", put(True, "candor-bundle"))
bad("malformed", "version 1.0", replaced(b'"candor-bundle":1,', b'"candor-bundle":1.0,'))
bad("malformed", "version 1e0", replaced(b'"candor-bundle":1,', b'"candor-bundle":1e0,'))
bad("malformed", 'version "1"', put("1", "candor-bundle"))
bad("malformed", "a number beyond 2^53 - 1", put(2**53, "consistency", 0, "size"))
bad("malformed", "a number of a million digits", replaced(b'"candor-bundle":1,', b'"candor-bundle":' + b"1" * 1_000_000 + b","))
bad("malformed", "NaN", replaced(b'"candor-bundle":1,', b'"candor-bundle":NaN,'))
bad("malformed", "-0", replaced(b'"slot":0,', b'"slot":-0,'))
bad("malformed", "a leading zero", replaced(b'"slot":1,', b'"slot":01,'))
bad("malformed", "an escape where none is due", replaced(b'"verification"', b'"\\u0076erification"'))
bad("malformed", "an escaped solidus", replaced(b"candor/", b"candor\\/"))
bad("malformed", "a line end in a string as \\u000a", replaced(b"\\n", b"\\u000a"))
bad("malformed", "a control in a string as it is", replaced(b"\\n", b"\n"))
bad("malformed", "a byte that is not UTF-8", replaced(b"\xe2\x80\x94", b"\xe2\x80\xff"))
bad("malformed", "a surrogate in UTF-8", replaced(b"\xe2\x80\x94", b"\xed\xa0\x80"))
bad("malformed", "an overlong form in UTF-8", replaced(b"candor/", b"candor\xc0\xaf"))
bad("malformed", "half of a surrogate pair", replaced(b"\xe2\x80\x94", b"\\ud800"))
bad("malformed", "a surrogate pair, escaped", replaced(b"\xe2\x80\x94", b"\\ud83d\\ude00"))
bad("malformed", "a million brackets", lambda _: b'{"candor-bundle":' + b"[" * 1_000_000 + b"\n")
bad("malformed", "a million brackets and their ends", lambda _: b'{"candor-bundle":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}\n")
bad("malformed", "a million escaped quotes", lambda _: b'{"candor-bundle":"' + b'\\"' * 1_000_000 + b"\n")
bad("malformed", "a million strings", lambda _: b'{"candor-bundle":[' + b'"",' * 1_000_000 + b'""]}\n')
bad("malformed", "a million numbers", lambda _: b'{"candor-bundle":[' + b"1," * 1_000_000 + b"1]}\n")
# The checkpoint
bad("malformed", "a checkpoint that is no string", put(None, "checkpoint"))
bad("malformed", "a checkpoint of a million bytes and one", signed(GOOD_TEXT + "\u00e9" * 499_900 + "\n"))
bad("malformed", "CR in the checkpoint", signed(GOOD_TEXT.replace("\n", "\r\n")))
bad("malformed", "a tab in the checkpoint", signed(GOOD_TEXT + "a\tb\n"))
bad("malformed", "NUL in the checkpoint", signed(GOOD_TEXT + "\x00\n"))
bad("malformed", "an empty line among the further ones", signed(GOOD_TEXT + "a\n\nb\n"))
bad("malformed", "two lines", signed(f"{ORIGIN}\n70\n"))
bad("malformed", "an origin of nineteen characters", signed(GOOD_TEXT.replace("jk\n", "j\n")))
bad("malformed", "an origin with a letter that is none", signed(GOOD_TEXT.replace("jk\n", "ju\n")))
bad("malformed", "an origin in upper case", signed(GOOD_TEXT.replace("jk\n", "jK\n")))
bad("malformed", "a size with a leading zero", signed(GOOD_TEXT.replace("\n70\n", "\n070\n")))
bad("malformed", "a size with a sign", signed(GOOD_TEXT.replace("\n70\n", "\n+70\n")))
bad("malformed", "a size in other digits", signed(GOOD_TEXT.replace("\n70\n", "\n\u0667\u0660\n")))
bad("malformed", "a size of 2^53", signed(GOOD_TEXT.replace("\n70\n", f"\n{2**53}\n")))
bad("malformed", "a root of 31 bytes", signed(f"{ORIGIN}\n70\n{b64(bytes(31))}\n"))
bad("malformed", "a root without padding", signed(GOOD_TEXT.replace("=", "")))
bad("malformed", "a root with spare bits", signed(f"{ORIGIN}\n70\n{'A' * 42}B=\n"))
bad("malformed", "a root in base64url", signed(f"{ORIGIN}\n70\n{'_' * 42}8=\n"))
bad(
    "malformed",
    "size 0 and another root than that of no leaves",
    both(signed(f"{ORIGIN}\n0\n{ROOT}\n"), put([], "consistency"), put([], "entries")),
)
bad("malformed", "no signature", put(GOOD_TEXT + "\n", "checkpoint"))
bad("malformed", "no blank line", put(GOOD_TEXT, "checkpoint"))
bad("malformed", "101 signatures", signed(GOOD_TEXT, *[FIRST] * 101))
bad("malformed", "a signature without LF", edit(lambda old: old[:-1], "checkpoint"))
bad("malformed", "a letter in place of the last LF", edit(lambda old: old[:-1] + "A", "checkpoint"))
bad("malformed", "a hyphen before a signature", edit(lambda old: old.replace("\u2014", "-"), "checkpoint"))
bad("malformed", "two blanks in a signature", edit(lambda old: old.replace("\u2014 ", "\u2014  "), "checkpoint"))
bad("malformed", "a signature's name with a +", edit(lambda old: old + f"\u2014 a+b {b64(bytes(68))}\n", "checkpoint"))
bad("malformed", "a signature's name with a blank of Unicode", edit(lambda old: old + f"\u2014 a\u00a0b {b64(bytes(68))}\n", "checkpoint"))
bad("malformed", "a signature of a stranger that is no base64", edit(lambda old: old + "\u2014 a b*c=\n", "checkpoint"))
bad("malformed", "a signature of no bytes", edit(lambda old: old + f"\u2014 a {b64(bytes(4))}\n", "checkpoint"))
# The verification key
bad("malformed", "a key without an id", put(f"{ORIGIN}+{b64(FIRST.data)}", "verification"))
bad("malformed", "a key with another id", edit(lambda old: old.replace(FIRST.id.hex(), "00000000"), "verification"))
bad("malformed", "a key's id in upper case", edit(lambda old: old.replace(FIRST.id.hex(), FIRST.id.hex().upper()), "verification"))
bad("malformed", "a key of 31 bytes", put(key_text(FIRST.data[:32]), "verification"))
bad("malformed", "a key of 33 bytes", put(key_text(FIRST.data + b"\0"), "verification"))
bad("malformed", "a key of another type", put(key_text(b"\x02" + FIRST.data[1:]), "verification"))
bad("malformed", "a key of no bytes", put(key_text(b""), "verification"))
bad("malformed", "a key under a name that is no origin", put(Key("first", "example.com/log").text, "verification"))
# Leaves
bad("malformed", "a leaf that is no JSON", put("", "entries", 1, "leaf"))
bad("malformed", "a leaf whose number is beyond the next one's", leaf(lambda value: value.update(id=71), 0))
bad("malformed", "a leaf of number 0", leaf(lambda value: value.update(id=0), 0))
bad("malformed", "a leaf of number true", leaf(lambda value: value.update(id=True), 0))
bad("malformed", "a leaf of number 2^53", leaf(lambda value: value.update(id=2**53), 3))
bad("malformed", "a leaf of version 2", leaf(lambda value: value.update(v=2)))
bad("malformed", "a leaf with a member besides", leaf(lambda value: value.update(w=2)))
bad("malformed", "a leaf of more than 4,096 bytes", leaf(lambda value: value.update(on="2" * 4096)))
bad("malformed", "a leaf with a blank", edit(lambda old: old.replace(",", ", ", 1), "entries", 1, "leaf"))
bad("malformed", "a leaf with 23 digests", leaf(lambda value: value["c"].pop()))
bad("malformed", "a leaf with 25 digests", leaf(lambda value: value["c"].append(HASH)))
bad("malformed", "a leaf with a digest twice", leaf(lambda value: value.update(c=value["c"][:23] + value["c"][:1])))
bad("malformed", "a digest of 31 bytes", leaf(lambda value: value["c"].__setitem__(23, b64url(bytes(31)))))
bad("malformed", "a digest with padding", leaf(lambda value: value["c"].__setitem__(23, HASH + "=")))
bad("malformed", "a digest with spare bits", leaf(lambda value: value["c"].__setitem__(23, "A" * 42 + "B")))
bad("malformed", "a digest in base64", leaf(lambda value: value["c"].__setitem__(23, "/" * 42 + "8")))
bad("malformed", "a digest with a line end", leaf(lambda value: value["c"].__setitem__(23, "A" * 42 + "\n")))
bad("malformed", "a digest that is null", leaf(lambda value: value["c"].__setitem__(23, None)))
NO_DAYS = ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00"]
NO_DAYS += ["2026-1-01", "20260101", "2026-01-01\n", "\u0662026-01-01", "-026-01-01"]
for day in NO_DAYS:
    bad("malformed", f"the day {day!a}", leaf(functools.partial(dict.update, on=day)))
# Entries and disclosures
bad("malformed", "entries in another order", edit(lambda old: old[::-1], "entries"))
bad("malformed", "an entry twice", edit(lambda old: old[:1] + old, "entries"))
bad("malformed", "entries that are no array", put({}, "entries"))
bad("malformed", "an entry that is no object", put([], "entries", 1))
bad("malformed", "an entry that is an array of its members' names", put(["disclosures", "leaf", "path"], "entries", 1))
bad("malformed", "a path with a hash of 31 bytes", put(b64url(bytes(31)), "entries", 1, "path", 0))
bad("malformed", "a path of 54 hashes", put([HASH] * 54, "entries", 1, "path"))
bad("malformed", "disclosures in another order", edit(lambda old: old[::-1], "entries", 1, "disclosures"))
bad("malformed", "a disclosure twice", edit(lambda old: old[:1] + old, "entries", 1, "disclosures"))
bad("malformed", "slot 24", put(24, "entries", 1, "disclosures", 10, "slot"))
bad("malformed", "slot -1", put(-1, "entries", 1, "disclosures", 0, "slot"))
bad("malformed", "slot true", put(True, "entries", 1, "disclosures", 1, "slot"))
bad("malformed", "a disclosure with padding", edit(lambda old: old + "=" * (-len(old) % 4 or 4), "entries", 1, "disclosures", 4, "text"))
bad("malformed", "a disclosure that is no base64url", put("****", "entries", 1, "disclosures", 4, "text"))
bad("malformed", "a disclosure of no bytes", opened(""))
bad("malformed", "a disclosure that is no array", opened('{"a":1}'))
bad("malformed", "a disclosure of two", opened(f'["{SALT}","timing"]'))
bad("malformed", "a disclosure of four", opened(f'["{SALT}","timing",null,null]'))
bad("malformed", "a disclosure with a blank", opened(f'["{SALT}", "timing",null]'))
bad("malformed", "a salt of 15 bytes", opened(f'["{b64url(bytes(15))}","timing",null]'))
bad("malformed", "a salt of 17 bytes", opened(f'["{b64url(bytes(17))}","timing",null]'))
bad("malformed", "a salt with spare bits", opened(f'["{SALT[:-1]}B","timing",null]'))
bad("malformed", "a salt that is a number", opened('[1,"timing",null]'))
bad("malformed", "an empty name", opened(f'["{SALT}","",null]'))
bad("malformed", "a name beyond ASCII", opened(f'["{SALT}","timing\u00e9",null]'))
bad("malformed", "a name that is null", opened(f'["{SALT}",null,null]'))
bad("malformed", "a value of 2^53", opened(f'["{SALT}","timing",{2**53}]'))
bad("malformed", "a value of -2^53", opened(f'["{SALT}","timing",-{2**53}]'))
bad("malformed", "a value of -0", opened(f'["{SALT}","timing",-0]'))
bad("malformed", "a value with a fraction", opened(f'["{SALT}","timing",0.5]'))
bad("malformed", "a value with a member beyond ASCII", opened(f'["{SALT}","timing",{{"\u00e9":1}}]'))
bad("malformed", "a value with a member twice", opened(f'["{SALT}","timing",{{"a":1,"a":1}}]'))
bad("malformed", "a value with members not sorted", opened(f'["{SALT}","timing",{{"b":1,"a":1}}]'))
bad("malformed", "a value with half of a surrogate pair", opened(f'["{SALT}","timing","\\udc00"]'))
bad("malformed", "a value that goes 128 deep, with the array around it 129", opened(f'["{SALT}","timing",{"[" * 128}{"]" * 128}]'))
bad("malformed", "a value that is too long", opened(f'["{SALT}","timing","{"x" * 786_500}"]'))
# Consistency and successions, their forms
bad("malformed", "consistency from size 0", edit(lambda old: [{"path": [], "root": b64url(sha256()), "size": 0}] + old, "consistency"))
bad(
    "malformed",
    "consistency from the checkpoint's own size",
    edit(lambda old: old + [{"path": [], "root": b64url(PLAIN.tree.root(0, 70)), "size": 70}], "consistency"),
)
bad("malformed", "consistency in another order", edit(lambda old: old[::-1], "consistency"))
bad("malformed", "consistency twice from one size", edit(lambda old: old[:1] + old, "consistency"))
bad("malformed", "a consistency path of 55 hashes", put([HASH] * 55, "consistency", 1, "path"))
bad("malformed", "a consistency root in hexadecimal", put("00" * 32, "consistency", 1, "root"))
bad("malformed", "successions in another order", edit(lambda old: old[::-1], "successions"), HANDED_BUNDLE)
bad("malformed", "a succession twice", edit(lambda old: old[:1] + old, "successions"), HANDED_BUNDLE)
bad("malformed", "a succession without its path", drop("successions", 0, "path"), HANDED_BUNDLE)
bad("malformed", "a succession with a checkpoint that is none", put("", "successions", 0, "checkpoint"), HANDED_BUNDLE)
bad(
    "malformed",
    "a succession's leaf of version 2",
    edit(lambda old: old.replace('"v":1', '"v":2'), "successions", 0, "entry", "leaf"),
    HANDED_BUNDLE,
)

# What is first is said
bad(
    "malformed",
    "unsigned, and malformed further on",
    both(put(STRANGER.text, "verification"), put(24, "entries", 1, "disclosures", 10, "slot")),
)

# Signatures and origins
bad("unsigned", "a signature by a stranger under the same name", signed(GOOD_TEXT, STRANGER))
bad("unsigned", "a signature under another name", signed(GOOD_TEXT, Key("first", OTHER_ORIGIN)))
bad("unsigned", "verification is a stranger's", put(STRANGER.text, "verification"))
bad("forged", "another size than was signed", edit(lambda old: old.replace("\n70\n", "\n71\n"), "checkpoint"))
bad("forged", "a line more than was signed", edit(lambda old: old.replace("\n\n", "\nmore\n\n"), "checkpoint"))
bad("forged", "a signature of zeros", put(GOOD_TEXT + f"\n\u2014 {ORIGIN} {b64(FIRST.id + bytes(64))}\n", "checkpoint"))
bad("forged", "a signature of 63 bytes", put(GOOD_TEXT + f"\n\u2014 {ORIGIN} {b64(FIRST.id + bytes(63))}\n", "checkpoint"))
bad(
    "forged", "a good signature and one that is not", edit(lambda old: old + f"\u2014 {ORIGIN} {b64(FIRST.id + bytes(64))}\n", "checkpoint")
)
ORDER = 2**252 + 27742317777372353535851937790883648493


def with_greater_s(old: str) -> str:
    """RFC 8032 §5.1.7: S must be less than the group's order; else every signature had a second form."""
    head, _, data = old.rstrip("\n").rpartition(" ")
    raw = base64.b64decode(data)
    s = int.from_bytes(raw[36:], "little") + ORDER
    return f"{head} {b64(raw[:36] + s.to_bytes(32, 'little'))}\n"


bad("forged", "a signature with S beyond the group's order", edit(with_greater_s, "checkpoint"))


def under_other_origin(bundle: Any) -> None:
    other = Key("first", OTHER_ORIGIN)
    bundle["checkpoint"] = note(GOOD_TEXT, other)
    bundle["verification"] = other.text


bad("other-origin", "a key of another record signed this one's checkpoint", under_other_origin)

# Entries
bad("not-included", "an entry beyond the size", lambda b: b.update(PLAIN.bundle(69, FIRST, [1], []), entries=[PLAIN.entry(70, 70)]))
bad("not-included", "an entry in an empty tree", lambda b: b.update(checkpoint=checkpoint(ORIGIN, 0, sha256(), FIRST), consistency=[]))
bad("not-included", "a path without its first hash", edit(lambda old: old[1:], "entries", 1, "path"))
bad("not-included", "a path with a hash too many", edit(lambda old: old + [HASH], "entries", 1, "path"))
bad("not-included", "a path with another hash", put(HASH, "entries", 1, "path", 3))
bad("not-included", "a leaf with another day", leaf(lambda value: value.update(on="2026-11-22")))
bad("not-included", "a leaf under the neighbour's number", leaf(lambda value: value.update(id=18)))
bad("not-included", "the path of another size", lambda b: b["entries"].__setitem__(1, PLAIN.entry(17, 69)))
bad("not-included", "53 hashes", put([HASH] * 53, "entries", 1, "path"))
bad("uncommitted", "another value", opened(f'["{SALT}","timing",null]'))
bad(
    "uncommitted",
    "a value in its neighbour's slot",
    lambda b: b["entries"][1].update(disclosures=[{"slot": 5, "text": b["entries"][1]["disclosures"][4]["text"]}]),
)
bad(
    "uncommitted",
    "another entry's value",
    lambda b: b["entries"][1]["disclosures"].__setitem__(0, b["entries"][0]["disclosures"][1] | {"slot": 0}),
)
bad(
    "uncommitted",
    "a value in a slot that was left over",
    edit(lambda old: old + [{"slot": 23, "text": disclosure(23, "late", 1)}], "entries", 1, "disclosures"),
)
# The first failure by the table's order, not by the entries'
bad(
    "not-included",
    "the first entry uncommitted, the last not included",
    both(put(HASH, "entries", 3, "path", 0), put(disclosure(0, "kind", 0), "entries", 0, "disclosures", 0, "text")),
)


def with_slots(named: dict[int, str], opened_slots: Optional[list[int]] = None) -> Change:
    """A record of one entry whose slots have these names; it commits to them, so nothing else is wrong."""

    def change(bundle: Any) -> None:
        record = Record(1)
        record.texts[0].update({slot: disclosure(slot, name, None) for slot, name in named.items()})
        value = json.loads(record.tree.leaves[0])
        for slot, each in record.texts[0].items():
            value["c"][slot] = digest(each)
        record.tree = Tree([canonical(value)])
        bundle.update(record.bundle(1, FIRST, [1], []))
        if opened_slots is not None:
            bundle["entries"] = [record.entry(1, 1, opened_slots)]

    return change


bad("equivocal", "two later slots of one name", with_slots({9: "a", 10: "a"}))
bad("equivocal", "slot 0 not named kind", with_slots({0: "sort"}))
bad("equivocal", "slot 0 not named kind, alone", with_slots({0: "sort"}, [0]))
bad("equivocal", "slot 8 not named recorded", with_slots({8: "text"}, [8]))
bad("equivocal", "slots 1 and 2 exchanged", with_slots({1: "label", 2: "case"}))
bad("equivocal", "a later slot named kind", with_slots({9: "kind"}, [9]))
bad("equivocal", "a later slot named recorded", with_slots({23: "recorded"}, [23]))

# Consistency
bad("inconsistent", "another root", put(HASH, "consistency", 1, "root"))
bad("inconsistent", "another size", put(34, "consistency", 1, "size"))
bad("inconsistent", "an empty path", put([], "consistency", 1, "path"))
bad("inconsistent", "an empty path from size 1", put([], "consistency", 0, "path"))
bad("inconsistent", "a hash too many", edit(lambda old: old + [HASH], "consistency", 1, "path"))
bad("inconsistent", "a hash too few", edit(lambda old: old[:-1], "consistency", 1, "path"))
bad("inconsistent", "54 hashes", put([HASH] * 54, "consistency", 1, "path"))
bad("inconsistent", "a record with another history", put(Record(70, seed="other").consistency(33, 70), "consistency", 1))


# Successions
def succeeded(**changes: Any) -> Change:
    return lambda bundle: bundle["successions"][0].update(changes)


def transfer(values: dict[int, str], slots: list[int]) -> Change:
    """The first succession, with other values in its entry, all committed to in a tree that is consistent throughout."""

    def change(bundle: Any) -> None:
        record = Record(50, {20: SECOND, 41: THIRD})
        record.texts[19].update(values)
        value = json.loads(record.tree.leaves[19])
        for slot, each in record.texts[19].items():
            value["c"][slot] = digest(each)
        record.tree = Tree(record.tree.leaves[:19] + [canonical(value)] + record.tree.leaves[20:])
        bundle.update(
            record.bundle(50, THIRD, [3], [], [record.succession(20, 50, SECOND, FIRST), record.succession(41, 50, SECOND, THIRD)])
        )
        bundle["successions"][0]["entry"] = record.entry(20, 20, slots)

    return change


def unsucceeded(what: str, change: Change) -> None:
    bad("unsucceeded", what, change, HANDED_BUNDLE)


OTHER_SECOND = Key("second", OTHER_ORIGIN)
unsucceeded("a checkpoint of another origin", succeeded(checkpoint=checkpoint(OTHER_ORIGIN, 20, HANDED.tree.root(0, 20), SECOND, FIRST)))
unsucceeded(
    "a checkpoint beyond the bundle's",
    lambda b: b["successions"].append(
        {**HANDED.succession(50, 50, SECOND, THIRD), "checkpoint": checkpoint(ORIGIN, 51, HANDED.tree.root(0, 50), THIRD)}
    ),
)
unsucceeded("an entry that is not the last", succeeded(entry=HANDED.entry(19, 20, [0, 9])))
unsucceeded(
    "a transfer that is not the last",
    succeeded(checkpoint=HANDED.checkpoint(21, SECOND, FIRST), entry=HANDED.entry(20, 21, [0, 12]), path=HANDED.succession(21, 50)["path"]),
)
unsucceeded("an entry beyond its checkpoint", succeeded(entry=HANDED.entry(21, 21, [0, 9])))
unsucceeded("a checkpoint of size 0", succeeded(checkpoint=checkpoint(ORIGIN, 0, sha256(), SECOND, FIRST)))
unsucceeded("an entry not included", lambda b: b["successions"][0]["entry"]["path"].pop())
unsucceeded("an entry not included, another root", succeeded(checkpoint=checkpoint(ORIGIN, 20, HANDED.tree.root(0, 19), SECOND, FIRST)))
unsucceeded(
    "a kind that is not committed to",
    lambda b: b["successions"][0]["entry"]["disclosures"][0].update(text=disclosure(0, "kind", ["custody.transferred", 1])),
)
unsucceeded("no kind", succeeded(entry=HANDED.entry(20, 20, [12])))
unsucceeded("no key", succeeded(entry=HANDED.entry(20, 20, [0])))
unsucceeded("nothing opened", succeeded(entry=HANDED.entry(20, 20, [])))
unsucceeded("another kind", transfer({0: disclosure(0, "kind", ["decision.taken", 1])}, [0, 12]))
unsucceeded("a kind that is no pair", transfer({0: disclosure(0, "kind", "custody.transferred")}, [0, 12]))
unsucceeded("a kind of version true", transfer({0: disclosure(0, "kind", ["custody.transferred", True])}, [0, 12]))
unsucceeded("a key that is null", transfer({12: disclosure(12, "key", None)}, [0, 12]))
unsucceeded("a key that is none", transfer({12: disclosure(12, "key", "+++")}, [0, 12]))
unsucceeded("a key under another name", transfer({12: disclosure(12, "key", OTHER_SECOND.text)}, [0, 12]))
unsucceeded("a stranger's key", transfer({12: disclosure(12, "key", STRANGER.text)}, [0, 12]))
unsucceeded("two keys", transfer({13: disclosure(13, "key", STRANGER.text)}, [0, 12, 13]))
unsucceeded("a key in a slot of the header", transfer({3: disclosure(3, "key", SECOND.text)}, [0, 3]))
unsucceeded("a key in a later slot", transfer({12: disclosure(12, "of", None), 13: disclosure(13, "key", SECOND.text)}, [0, 13]))
unsucceeded("not signed by the key before", lambda b: b["successions"][1].update(checkpoint=HANDED.checkpoint(41, FIRST, THIRD)))
unsucceeded("not signed by the new key", succeeded(checkpoint=HANDED.checkpoint(20, FIRST)))
unsucceeded("forged by the new key", edit(lambda old: old.replace("\n\n", "\nmore\n\n"), "successions", 0, "checkpoint"))
unsucceeded("not consistent with the bundle's checkpoint", lambda b: b["successions"][0]["path"].pop())
unsucceeded(
    "a path where the sizes are equal",
    lambda b: b.update(
        HANDED.bundle(41, THIRD, [], [], [HANDED.succession(20, 41, SECOND), HANDED.succession(41, 41, THIRD) | {"path": [HASH]}])
    ),
)
unsucceeded("the last key is not verification", lambda b: b["successions"].pop())
unsucceeded("a tree with another history", succeeded(**Record(50, {20: SECOND}, seed="other").succession(20, 50, SECOND, FIRST)))


class Bad(unittest.TestCase):
    def test_each_way_has_its_name(self) -> None:
        for verdict, what, of, change in BAD:
            with self.subTest(what):
                bundle = copy.deepcopy(of)
                result = change(bundle)
                found = judge(result if isinstance(result, bytes) else bundle)
                self.assertEqual(found.name, verdict, found.words)
                self.assertEqual(found.exit, 3 if verdict == "malformed" else 1)
                self.assertTrue(found.where)
                self.assertTrue(all(line.isascii() and line.isprintable() for line in found.as_text().split("\n")), found.words)
                self.assertEqual((found.size, found.entries, found.values), (None, None, None))

    def test_what_was_changed_is_different(self) -> None:
        """No way is bad for the reason that nothing was done."""
        self.assertEqual(len({what for _, what, _, _ in BAD}), len(BAD))
        for name in (*verifier.WHAT_TO_DO,):
            if name not in ("other-signer", "smaller", "forked", "unproven"):
                self.assertIn(name, {verdict for verdict, _, _, _ in BAD})

    def test_where(self) -> None:
        def where(change: Change, of: Any = PLAIN_BUNDLE) -> str:
            bundle = copy.deepcopy(of)
            change(bundle)
            return str(judge(bundle).where)

        self.assertEqual(where(opened(f'["{SALT}","timing",null]')), "entries[1].disclosures[4] (entry 17, slot 4)")
        self.assertEqual(where(put(HASH, "entries", 1, "path", 3)), "entries[1] (entry 17)")
        self.assertEqual(where(put(HASH, "consistency", 1, "root")), "consistency[1]")
        self.assertEqual(where(put("x", "entries", 2, "path", 4)), "entries[2].path[4]")
        self.assertEqual(where(signed(GOOD_TEXT.replace("\n70\n", "\n070\n"))), "checkpoint, line 2")
        self.assertEqual(where(edit(lambda old: old + "x\n", "checkpoint")), "checkpoint, line 6")
        self.assertEqual(
            where(transfer({13: disclosure(13, "key", STRANGER.text)}, [0, 12, 13]), HANDED_BUNDLE),
            "successions[0].entry.disclosures[2] (entry 20, slot 13)",
        )


class Good(unittest.TestCase):
    def test_a_bundle_holds(self) -> None:
        found = judge(PLAIN_BUNDLE)
        self.assertEqual((found.name, found.size, found.entries, found.values), (SIGNER_UNCHECKED, 70, 4, 44))
        self.assertEqual(judge(PLAIN_BUNDLE, FIRST).name, HOLDS)

    def test_trees_of_every_size(self) -> None:
        for size in range(1, 71):
            bundle = PLAIN.bundle(size, FIRST, list(range(1, size + 1)), list(range(1, size)))
            self.assertEqual(judge(bundle, FIRST).name, HOLDS, size)

    def test_no_entries_at_all(self) -> None:
        bundle = {**PLAIN_BUNDLE, "checkpoint": checkpoint(ORIGIN, 0, sha256(), FIRST), "consistency": [], "entries": []}
        self.assertEqual(judge(bundle, FIRST).name, HOLDS)

    def test_the_largest_tree(self) -> None:
        bundle = {**PLAIN_BUNDLE, "checkpoint": checkpoint(ORIGIN, 2**53 - 1, bytes(32), FIRST), "consistency": [], "entries": []}
        self.assertEqual(judge(bundle).name, SIGNER_UNCHECKED)

    def test_the_longest_file(self) -> None:
        data = file_of(PLAIN_BUNDLE)
        for most, verdict in ((len(data), SIGNER_UNCHECKED), (len(data) - 1, "malformed")):
            with unittest.mock.patch.object(verifier, "MOST_BYTES_OF_BUNDLE", most):
                self.assertEqual(judge(data).name, verdict)

    def test_entries_may_open_nothing_or_some(self) -> None:
        for slots in ([], [0], [3, 10], [10]):
            bundle = {**PLAIN_BUNDLE, "entries": [PLAIN.entry(17, 70, slots)]}
            found = judge(bundle)
            self.assertEqual((found.name, found.values), (SIGNER_UNCHECKED, len(slots)))

    def test_others_may_sign_and_further_lines_stand(self) -> None:
        text_of_note = PLAIN.checkpoint(
            70, FIRST, STRANGER, further='what readers pass over \u00e9\u0085\u2028\u007f\n"' + '"' * 1000 + "\n"
        )
        text_of_note += f"\u2014 witness.example/w1 {b64(bytes(76))}\n\u2014 {ORIGIN} {b64(bytes(5))}\n"
        self.assertEqual(judge({**PLAIN_BUNDLE, "checkpoint": text_of_note}, FIRST).name, HOLDS)

    def test_a_hundred_signatures(self) -> None:
        self.assertEqual(judge({**PLAIN_BUNDLE, "checkpoint": PLAIN.checkpoint(70, *[STRANGER] * 99, FIRST)}).name, SIGNER_UNCHECKED)

    def test_a_note_of_a_million_bytes(self) -> None:
        rest = 1_000_000 - len(PLAIN.checkpoint(70, FIRST, further="\n").encode())
        text_of_note = PLAIN.checkpoint(70, FIRST, further='"' * rest + "\n")
        self.assertEqual(len(text_of_note.encode()), 1_000_000)
        self.assertEqual(judge({**PLAIN_BUNDLE, "checkpoint": text_of_note}).name, SIGNER_UNCHECKED)

    def test_values_of_every_sort(self) -> None:
        for value in (
            None,
            True,
            -(2**53) + 1,
            "\ud7ff\ue000\uffff\U0010ffff\x00\x1f\x7f/",
            {"": {}, "\x7f": [], "A": 1, "a": 0},
            nested(127),
        ):
            record = Record(1)
            record.texts[0][9] = disclosure(9, "text", value, SALT)
            changed = json.loads(record.tree.leaves[0])
            changed["c"][9] = digest(record.texts[0][9])
            record.tree = Tree([canonical(changed)])
            self.assertEqual(judge(record.bundle(1, FIRST, [1], [])).name, SIGNER_UNCHECKED, repr(value)[:50])

    def test_the_longest_disclosure(self) -> None:
        short = len(canonical([SALT, "text", ""]))
        for length, verdict in ((786_432, SIGNER_UNCHECKED), (786_433, "malformed")):
            record = Record(1)
            record.texts[0][9] = disclosure(9, "text", "x" * (length - short), SALT)
            changed = json.loads(record.tree.leaves[0])
            changed["c"][9] = digest(record.texts[0][9])
            record.tree = Tree([canonical(changed)])
            self.assertEqual(judge(record.bundle(1, FIRST, [1], [])).name, verdict, length)

    def test_days(self) -> None:
        for day in ("0000-01-01", "0000-02-29", "2000-02-29", "2024-02-29", "9999-12-31", "1500-02-28"):
            verifier.check_day(day, "")


def nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth - 1):
        value = [value]
    return value


class Trust(unittest.TestCase):
    """What an answer rests on besides the bundle."""

    def test_a_key_hands_the_trust_on(self) -> None:
        self.assertEqual(judge(HANDED_BUNDLE).name, SIGNER_UNCHECKED)
        for key in (FIRST, SECOND, THIRD):
            self.assertEqual(judge(HANDED_BUNDLE, key).name, HOLDS)

    def test_another_key(self) -> None:
        self.assertEqual(judge(HANDED_BUNDLE, STRANGER).name, "other-signer")
        self.assertEqual(judge(PLAIN_BUNDLE, SECOND).name, "other-signer")
        self.assertEqual(judge(PLAIN_BUNDLE, Key("first", OTHER_ORIGIN)).name, "other-origin")

    def test_a_succession_that_the_older_key_did_not_sign(self) -> None:
        """Of the first one only a reader who trusts the older key knows that; of a later one everybody."""
        bundle = copy.deepcopy(HANDED_BUNDLE)
        bundle["successions"][0]["checkpoint"] = HANDED.checkpoint(20, SECOND, STRANGER)
        self.assertEqual(judge(bundle).name, SIGNER_UNCHECKED)
        self.assertEqual(judge(bundle, FIRST).name, "other-signer")
        self.assertEqual(judge(bundle, THIRD).name, HOLDS)
        bundle["successions"][1]["checkpoint"] = HANDED.checkpoint(41, THIRD, STRANGER)
        self.assertEqual(judge(bundle).name, "unsucceeded")

    def test_a_succession_whose_older_signature_is_forged(self) -> None:
        bundle = copy.deepcopy(HANDED_BUNDLE)
        other = note("other\n", FIRST).split("\n\n")[1]
        bundle["successions"][0]["checkpoint"] = HANDED.checkpoint(20, SECOND) + other
        self.assertEqual(judge(bundle, FIRST).name, "other-signer")

    def test_a_key_that_comes_back(self) -> None:
        record = Record(50, {20: SECOND, 41: FIRST})
        bundle = record.bundle(50, FIRST, [], [], [record.succession(20, 50, SECOND, FIRST), record.succession(41, 50, SECOND, FIRST)])
        self.assertEqual((judge(bundle, FIRST).name, judge(bundle, SECOND).name), (HOLDS, HOLDS))

    def test_a_key_that_comes_back_by_itself(self) -> None:
        """The second key never handed it back."""
        record = Record(50, {20: SECOND, 41: FIRST})
        bundle = record.bundle(50, FIRST, [], [], [record.succession(20, 50, SECOND, FIRST), record.succession(41, 50, FIRST)])
        self.assertEqual((judge(bundle, FIRST).name, judge(bundle, SECOND).name), ("unsucceeded", "unsucceeded"))

    def test_a_bundle_that_ends_with_a_succession(self) -> None:
        bundle = HANDED.bundle(20, SECOND, [1], [], [HANDED.succession(20, 20, SECOND, FIRST)])
        self.assertEqual(judge(bundle, FIRST).name, HOLDS)

    def test_an_older_bundle(self) -> None:
        for size in (1, 33, 64, 70):
            found = judge(PLAIN_BUNDLE, older=PLAIN.bundle(size, FIRST, [1], []))
            self.assertEqual(found.name, HOLDS)
            self.assertIn(f"since: size {size},", found.as_text())

    def test_an_older_bundle_by_an_older_key(self) -> None:
        self.assertEqual(
            judge(HANDED_BUNDLE, older=HANDED.bundle(20, SECOND, [1], [], [HANDED.succession(20, 20, SECOND, FIRST)])).name, HOLDS
        )
        bundle = HANDED.bundle(50, THIRD, [], [7], HANDED_BUNDLE["successions"])
        self.assertEqual(judge(bundle, older=HANDED.bundle(7, FIRST, [1], [])).name, HOLDS)
        self.assertEqual(judge(bundle, older=HANDED.bundle(7, STRANGER, [1], [])).name, "other-signer")

    def test_an_older_bundle_that_does_not_agree(self) -> None:
        other = Record(71, seed="other")
        elsewhere = Record(70, origin=OTHER_ORIGIN).bundle(70, Key("first", OTHER_ORIGIN), [], [])
        for verdict, older in (
            ("other-origin", elsewhere),
            ("other-signer", PLAIN.bundle(70, STRANGER, [], [])),
            ("smaller", other.bundle(71, FIRST, [], [])),
            ("forked", other.bundle(70, FIRST, [], [])),
            ("forked", other.bundle(33, FIRST, [], [])),
            ("unproven", PLAIN.bundle(34, FIRST, [], [])),
            ("unproven", other.bundle(34, FIRST, [], [])),
            ("holds", PLAIN.bundle(0, FIRST, [], [])),
        ):
            self.assertEqual(judge(PLAIN_BUNDLE, older=older).name, verdict)

    def test_an_older_bundle_is_verified_first(self) -> None:
        found = judge(b"", older=b"")
        self.assertEqual((found.name, found.where), ("malformed", "the older bundle: the file"))
        older = PLAIN.bundle(33, FIRST, [1], [])
        older["entries"][0]["path"].pop()
        found = judge(b"", older=older)
        self.assertEqual((found.name, found.where), ("not-included", "the older bundle: entries[0] (entry 1)"))
        self.assertEqual(judge(b"", older=PLAIN_BUNDLE).where, "the file")


class Hostile(unittest.TestCase):
    """Nothing that is given ends otherwise than in a verdict; and nothing holds but what was written."""

    ROUNDS = rounds(50, of=3_000, what="changes of each sort to a bundle, for the verifier in Python")

    def refuse(self, data: bytes, key: Key, what: Any) -> str:
        found = judge(data, key)
        self.assertIn(found.name, verifier.WHAT_TO_DO, what)
        return str(found.name)

    def test_flipped_bytes(self) -> None:
        chance = random.Random(20261121)
        for bundle in (PLAIN.bundle(9, FIRST, [2, 9], [4, 7]), HANDED_BUNDLE):
            data = file_of(bundle)
            self.assertEqual(judge(data, FIRST).name, HOLDS)
            names: set[str] = set()
            for _ in range(self.ROUNDS):
                position, change = chance.randrange(len(data)), chance.choice((1, 2, 4, 8, 16, 32, 64, 128, chance.randrange(1, 256)))
                flipped = bytearray(data)
                flipped[position] ^= change
                names.add(self.refuse(bytes(flipped), FIRST, (position, change)))
            self.assertGreater(len(names), 3)

    def test_every_byte_of_a_small_bundle(self) -> None:
        data = file_of({**PLAIN.bundle(3, FIRST, [2], [1]), "entries": [PLAIN.entry(2, 3, [0])]})
        self.assertEqual(judge(data, FIRST).name, HOLDS)
        for position in range(len(data)):
            for change in (1, 32):
                flipped = bytearray(data)
                flipped[position] ^= change
                self.refuse(bytes(flipped), FIRST, (position, change))

    def test_bytes_put_in_left_out_and_cut_off(self) -> None:
        chance = random.Random(2)
        data = file_of(HANDED_BUNDLE)
        for _ in range(self.ROUNDS):
            first, last = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
            middle = chance.choice((b"", chance.randbytes(3), data[first:last] * 2, b"\n", b'"', b"[", b"}", b",", b"0", b"\\"))
            last = chance.choice((first, first + 1, last, len(data)))
            changed = data[:first] + middle + data[last:]
            if changed != data:
                self.refuse(changed, FIRST, (first, last, middle))

    def test_values_of_another_sort_anywhere(self) -> None:
        """Canonical again, so that more than the first check sees it. Lists may lawfully be shorter, so `holds` is no failure here."""
        chance = random.Random(3)
        strange: tuple[Any, ...] = (
            None,
            True,
            False,
            0,
            1,
            -1,
            2**53 - 1,
            "",
            "\n",
            "A",
            "\u2014",
            HASH,
            ROOT,
            FIRST.text,
            [],
            [[]],
            {},
            {"slot": 1},
            nested(120),
            "A" * 5000,
        )
        known = {*verifier.WHAT_TO_DO, HOLDS}
        for _ in range(self.ROUNDS):
            bundle = copy.deepcopy(chance.choice((PLAIN_BUNDLE, HANDED_BUNDLE)))
            for _ in range(chance.choice((1, 1, 2))):
                place, step = chance.choice(list(places(bundle)))
                place[step] = chance.choice(strange)
            self.assertIn(judge(bundle, FIRST).name, known)

    def test_characters_of_notes_leaves_and_disclosures(self) -> None:
        """Inside the strings, signed anew where that is what it takes to come further."""
        chance = random.Random(4)
        letters = '\n\t \u2014+=/-_0aZ\u00e9\u0085\u2028\U0001f600{}[]",:'
        for _ in range(self.ROUNDS):
            bundle = copy.deepcopy(PLAIN_BUNDLE)
            where = chance.choice(("text", "note", "leaf", "disclosure"))
            if where == "text":
                bundle["checkpoint"] = note(changed_letter(GOOD_TEXT, letters, chance), FIRST)
            elif where == "note":
                bundle["checkpoint"] = changed_letter(bundle["checkpoint"], letters, chance)
            elif where == "leaf":
                bundle["entries"][1]["leaf"] = changed_letter(bundle["entries"][1]["leaf"], letters, chance)
            else:
                opened_text = bundle["entries"][1]["disclosures"][4]
                padded = opened_text["text"] + "=" * (-len(opened_text["text"]) % 4)
                opened_text["text"] = b64url(changed_letter(base64.urlsafe_b64decode(padded).decode(), letters, chance).encode())
            found = judge(bundle, FIRST)
            if where == "text" and found.name == HOLDS:
                self.assertTrue(bundle["checkpoint"].startswith(GOOD_TEXT))  # a further line: signed, and passed over
            elif where == "note" and found.name == HOLDS:
                self.assertTrue(bundle["checkpoint"].startswith(PLAIN_BUNDLE["checkpoint"]))
            elif bundle != PLAIN_BUNDLE:
                self.assertIn(found.name, verifier.WHAT_TO_DO)


def places(value: Any) -> Any:
    for step in value if isinstance(value, dict) else range(len(value)):
        yield value, step
        if isinstance(value[step], (dict, list)):
            yield from places(value[step])


def changed_letter(old: str, letters: str, chance: random.Random) -> str:
    position = chance.randrange(len(old) + 1)
    return old[:position] + chance.choice(letters) + old[position + chance.choice((0, 1)) :]


class Published(unittest.TestCase):
    """Roots and proofs that others have published."""

    def vectors(self, path: str) -> Any:
        file = VECTORS / path
        if not file.is_file():
            self.skipTest(f"{file} is not there")
        return json.loads(file.read_text(encoding="utf-8"))

    def test_roots_of_rfc_6962(self) -> None:
        known = self.vectors("rfc6962/known-roots.json")
        leaves = [bytes.fromhex(each) for each in known["leaves_hex"]]
        tree = Tree(leaves)
        self.assertEqual(verifier.ROOT_OF_NO_LEAVES.hex(), known["empty_root"])
        self.assertEqual(verifier.leaf_hash(b"").hex(), known["empty_leaf_hash"])
        roots = [bytes.fromhex(each) for each in known["roots_by_size_1_to_8"]]
        self.assertEqual([tree.root(0, size) for size in range(1, 9)], roots)
        for each in known["hash_leaf"]:
            data = each["data_utf8"].encode() if "data_utf8" in each else bytes.fromhex(each["data_hex"])
            self.assertEqual(verifier.leaf_hash(data).hex(), each["hash"])
        for each in known["hash_children"]:
            self.assertEqual(verifier.node_hash(each["l_utf8"].encode(), each["r_utf8"].encode()).hex(), each["hash"])
        for each in known["all_inclusion_proofs"]:
            path = [bytes.fromhex(hash) for hash in each["proof"]]
            self.assertEqual(tree.inclusion(each["index"], each["size"]), path)
            self.assertTrue(
                verifier.is_included(verifier.leaf_hash(leaves[each["index"]]), each["index"], each["size"], path, roots[each["size"] - 1])
            )
        for each in known["all_consistency_proofs"]:
            path = [bytes.fromhex(hash) for hash in each["proof"]]
            self.assertEqual(tree.consistency(each["size1"], each["size2"]), path)
            self.assertTrue(verifier.is_consistent(each["size1"], each["size2"], roots[each["size1"] - 1], roots[each["size2"] - 1], path))
        real = known["real_ct_inclusion"]
        path = [bytes.fromhex(hash) for hash in real["proof"]]
        arguments = (bytes.fromhex(real["leaf_hash"]), real["leaf_index"], real["tree_size"], path, bytes.fromhex(real["root"]))
        self.assertTrue(verifier.is_included(*arguments))

    def test_probes_of_inclusion(self) -> None:
        for probe in self.vectors("merkle-transparency-dev/probes-inclusion.json"):
            with self.subTest(probe["file"]):
                root, hash = base64.b64decode(probe["root"] or ""), base64.b64decode(probe["leafHash"] or "")
                path = [base64.b64decode(each) for each in probe["proof"] or []]
                self.assertEqual(verifier.is_included(hash, probe["leafIdx"], probe["treeSize"], path, root), not probe["wantErr"])

    def test_probes_of_consistency(self) -> None:
        differing = []
        for probe in self.vectors("merkle-transparency-dev/probes-consistency.json"):
            first, second = base64.b64decode(probe["root1"] or ""), base64.b64decode(probe["root2"] or "")
            path = [base64.b64decode(each) for each in probe["proof"] or []]
            if verifier.is_consistent(probe["size1"], probe["size2"], first, second, path) == probe["wantErr"]:
                differing.append((probe["file"], probe["size1"], probe["wantErr"]))
        # Roots of twelve bytes, which Docs/log.md does not know. From size 0 the probes have no good proof, and no more have we.
        self.assertEqual(differing, [("consistency/additional/sizes-are-equal-one-and-proof-is-empty.json", 1, False)])
        self.assertTrue(verifier.is_consistent(1, 1, bytes(32), bytes(32), []))


class Program(unittest.TestCase):
    """What the program says, where, and its exit status."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name: str, data: bytes) -> str:
        path = self.folder / name
        path.write_bytes(data)
        return str(path)

    def run_program(self, *arguments: str, environment: Optional[dict[str, str]] = None) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, str(PROGRAM), *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **(environment or {})},
        )
        return done.returncode, done.stdout, done.stderr

    def test_holds(self) -> None:
        bundle = self.file("a.proof.json", file_of(HANDED_BUNDLE))
        key = self.file("key", FIRST.text.encode() + b"\n")
        older = self.file("older.proof.json", file_of(HANDED.bundle(33, SECOND, [1], [], [HANDED.succession(20, 33, SECOND, FIRST)])))
        words = (
            f"origin: {ORIGIN}\nsize: 50\nroot: {b64(HANDED.tree.root(0, 50))}\nsigned by: {THIRD.text}\n"
            "entries: 2, each in the tree that was signed\nvalues: 24, each committed to in its entry\n"
            "goes on from: the trees of sizes 20, 33, as the bundle has them\nchanges of the key: 2\n"
        )
        unchecked = (
            "signer: unchecked; whose key it is, you know from --key FILE, got by another way, or --since OLDER, a bundle that you trust\n"
        )
        self.assertEqual(self.run_program(bundle), (0, "holds, signer unchecked\n" + words + unchecked, ""))
        trusted = "signer: the key that you trust, or one that it handed over to\n"
        self.assertEqual(self.run_program(bundle, "--key", key), (0, "holds\n" + words + trusted, ""))
        since = "since: size 33, as in the older bundle; nothing of it was changed or left out\n"
        self.assertEqual(self.run_program(bundle, "--since", older), (0, "holds\n" + words + since, ""))

    def test_does_not_hold(self) -> None:
        bundle = copy.deepcopy(PLAIN_BUNDLE)
        opened(f'["{SALT}","timing",null]')(bundle)
        expected = (
            "uncommitted\nwhere: entries[1].disclosures[4] (entry 17, slot 4)\nwhat: the leaf has another digest in this slot\n"
            "do: do not rely on that value: it is not what the record committed to\n"
        )
        self.assertEqual(self.run_program(self.file("a", file_of(bundle))), (1, expected, ""))

    def test_malformed(self) -> None:
        status, output, errors = self.run_program(self.file("a", b"\xff"))
        self.assertEqual((status, output.split("\n")[0], errors), (3, "malformed", ""))

    def test_json(self) -> None:
        good, wrong = self.file("a", file_of(PLAIN_BUNDLE)), self.file("b", b"")
        self.assertEqual(
            self.run_program("--json", good),
            (0, '{"verdict": "holds, signer unchecked", "where": null, "size": 70, "entries": 4, "values": 44}\n', ""),
        )
        self.assertEqual(
            self.run_program("--json", wrong),
            (3, '{"verdict": "malformed", "where": "the file", "size": null, "entries": null, "values": null}\n', ""),
        )

    def test_usage(self) -> None:
        good, key = self.file("a", file_of(PLAIN_BUNDLE)), self.file("key", FIRST.text.encode())
        bad_key = self.file("bad", b"\xff" * 10_000)
        for arguments in ([], [good, good], [good, "--key", key, "--since", good], [good, "--ke", key], [good, "--further"]):
            status, output, errors = self.run_program(*arguments)
            self.assertEqual((status, output), (2, ""), arguments)
            self.assertIn("usage: ", errors)
        for arguments, message in (
            ([str(self.folder / "none")], "No such file"),
            ([str(self.folder)], "Is a directory"),
            ([good, "--since", str(self.folder / "none")], "No such file"),
            ([good, "--key", str(self.folder / "none")], "No such file"),
            ([good, "--key", bad_key], "no verification key in "),
            ([good, "--key", good], "no verification key in "),
        ):
            status, output, errors = self.run_program(*arguments)
            self.assertEqual((status, output), (2, ""), arguments)
            self.assertTrue(errors.startswith("verify-bundle: ") and message in errors, errors)
            self.assertNotIn("Traceback", errors)

    def test_without_the_package_for_ed25519(self) -> None:
        self.file("cryptography.py", b"raise ImportError\n")
        without = {"PYTHONPATH": str(self.folder)}
        good, wrong = self.file("a", file_of(PLAIN_BUNDLE)), self.file("b", b"")
        status, output, errors = self.run_program(good, environment=without)
        self.assertEqual((status, output), (2, ""))
        self.assertIn("python3 -m pip install cryptography", errors)
        self.assertEqual(self.run_program(wrong, environment=without)[0], 3)

    def test_an_endless_file(self) -> None:
        if not os.path.exists("/dev/zero"):
            self.skipTest("/dev/zero is not there")
        status, output, _ = self.run_program("/dev/zero")
        self.assertEqual((status, output.split("\n")[0]), (3, "malformed"))

    def test_a_terminal_of_ascii(self) -> None:
        ascii_only = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
        self.assertEqual(self.run_program(self.file("a", file_of(PLAIN_BUNDLE)), environment=ascii_only)[0], 0)
        self.assertEqual(self.run_program("--help", environment=ascii_only)[0], 0)

    def test_main_gives_its_status(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()) as output:
            self.assertEqual(verifier.main([self.file("a", file_of(PLAIN_BUNDLE))]), 0)
        self.assertTrue(output.getvalue().startswith("holds, signer unchecked\n"))


if __name__ == "__main__":
    unittest.main()
