#!/usr/bin/env python3
"""Verifies a proof bundle: the file `….proof.json` that a reader is given with a report, so as to hold the record to it.

    Tools/verify-bundle.py BUNDLE [--key FILE | --since OLDER] [--json]

Written from `Docs/log.md` alone, and sharing no code with Candor: two readings of one specification that agree are worth more than one.
The sections here are named for those of that page, in their order; read from "JSON" down, this file teaches the format.

stdout  The first line is the verdict: `holds`, `holds, signer unchecked`, or the name of the first failure. The lines after it say in words
        what was verified, or what failed, where, and what to do.
stderr  What kept it from verifying: a file that is not there, a package that is missing.
exit    0 it holds; 1 it does not; 2 usage; 3 malformed.

Python 3.9 and its standard library are all that is needed, and `cryptography` (PyPI) for Ed25519 alone.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from typing import Any, Callable, NoReturn, Optional

LARGEST = 2**53 - 1  # the largest integer of the profile, and so the largest number of an entry and size of a tree
MOST_BYTES_OF_BUNDLE = 67_108_864
MOST_BYTES_OF_NOTE = 1_000_000
MOST_BYTES_OF_LEAF = 4_096
MOST_BYTES_OF_DISCLOSURE = 1_048_576
MOST_SIGNATURES = 100
MOST_NESTED = 128
LONGEST_STRING = 2 * MOST_BYTES_OF_NOTE + 2  # a note, each byte escaped, between quotes: nothing in a bundle is longer
SLOTS = 24
LONGEST_INCLUSION = 53
LONGEST_CONSISTENCY = 54
NAMES_OF_FIRST_SLOTS = ("kind", "case", "label", "occurred", "timing", "sources", "disputes", "corrects", "recorded")

HOLDS = "holds"
SIGNER_UNCHECKED = "holds, signer unchecked"

WHAT_TO_DO = {
    "malformed": "ask for the file again: it was damaged or changed on its way, or it is not a proof bundle of version 1",
    "unsigned": "rely on nothing in it; ask for a bundle that the record's custodian has signed",
    "forged": "rely on nothing in it; keep the file, and ask the custodian what became of what they signed",
    "other-origin": "ask for the bundle, or the key, of the record that you mean: these are of two records",
    "not-included": "do not rely on that entry: it is not in the tree that was signed",
    "uncommitted": "do not rely on that value: it is not what the record committed to",
    "equivocal": "do not rely on that entry: it could be shown to two readers as two things",
    "inconsistent": "keep the file: the record does not go on from a tree that was published before, so something was changed or left out",
    "unsucceeded": "rely on nothing in it until you have the key from the members themselves: how this signer came to sign is not proved",
    "other-signer": "ask the members, by another way than this file came, whether the signing key changed and what it is now",
    "smaller": "ask for a newer bundle: the one that you hold already is of a larger tree",
    "forked": "keep both files and show them to others: the record has two histories",
    "unproven": "ask for one that goes on from yours: candor prove RECORD --since OLDER makes it",
}


class Failure(Exception):
    """The first thing that failed: its name as in "Bundle", where it is, and what it is."""

    def __init__(self, verdict: str, where: str, what: str) -> None:
        super().__init__(verdict, where, what)
        self.verdict = verdict
        self.where = where
        self.what = what


class Hindrance(Exception):
    """What keeps this program from verifying at all, and says nothing of the bundle."""


def malformed(where: str, what: str) -> NoReturn:
    raise Failure("malformed", where, what)


# --- JSON: "Notation" and "Profile of JSON" -----------------------------------------------------------------------------------------------


def read_json(data: bytes, where: str, most_parts: Optional[int] = None) -> Any:
    """The value of canonical JSON (RFC 8785) of the profile. Read, written again, and refused unless the bytes are the same."""
    try:
        text = data.decode("utf-8")  # Python's UTF-8 takes neither surrogates nor overlong forms
    except UnicodeDecodeError as error:
        malformed(where, f"not UTF-8 at byte {error.start}")
    check_shape(text, most_parts, where)
    value = parse_json(text, where)
    try:
        again = canonical_json(value).encode("utf-8")
    except UnicodeEncodeError:
        malformed(where, "a string has half of a surrogate pair")
    if again != data:
        malformed(where, f"not canonical JSON: its one form differs from byte {first_difference(again, data)} on")
    return value


SIGN = re.compile(r'\\.|["\[\]{},]')  # what may begin, end or part something; and, in strings, an escape, which does not


def check_shape(text: str, most_parts: Optional[int], where: str) -> None:
    """At most 128 arrays and objects inside one another. Looked at before anything is built from the text, and so are `most_parts`, the
    arrays, objects, strings and commas there may be, and the length of each string."""
    depth = parts = 0
    string_since: Optional[int] = None
    for found in SIGN.finditer(text):
        sign, position = found.group(), found.start()
        if string_since is not None:
            if position - string_since > LONGEST_STRING:
                malformed(where, f"a string longer than any that it can have, at character {string_since}")
            if sign == '"':
                string_since = None
            continue
        if sign in ("]", "}"):
            depth -= 1
            continue
        parts += 1
        if sign == '"':
            string_since = position
        elif sign in ("[", "{"):
            depth += 1
        if depth > MOST_NESTED:
            malformed(where, f"more than {MOST_NESTED} arrays and objects inside one another, at character {position}")
        if most_parts is not None and parts > most_parts:
            malformed(where, "more members and elements than one of its length can have")


def parse_json(text: str, where: str) -> Any:
    """Python's reader of JSON, held to the profile: distinct names, integers only, and only those within ±(2⁵³ − 1)."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            malformed(where, "an object has two members of one name")
        if not all(name.isascii() for name in result):
            malformed(where, "a member's name is not ASCII")
        return result

    def integer(digits: str) -> int:
        if len(digits) > 17 or abs(int(digits)) > LARGEST:  # 17: a sign and the sixteen digits of 2⁵³ − 1
            malformed(where, "a number is beyond 2^53 - 1, or below its negative")
        return int(digits)

    def no_integer(_: str) -> NoReturn:
        malformed(where, "a number is not an integer in plain digits")

    try:
        return json.loads(text, object_pairs_hook=members, parse_int=integer, parse_float=no_integer, parse_constant=no_integer)
    except json.JSONDecodeError as error:
        malformed(where, f"not JSON at character {error.pos}")


def canonical_json(value: Any) -> str:
    """RFC 8785 §3.2: no blanks, members sorted by the UTF-16 code units of their names, one form for each string and integer."""
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return canonical_string(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical_json(element) for element in value) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join(canonical_string(name) + ":" + canonical_json(value[name]) for name in names) + "}"


def canonical_string(text: str) -> str:
    """RFC 8785 §3.2.2.2. Python escapes just what it says: `"`, `\\`, and the controls, as \\b \\t \\n \\f \\r or \\u00xx in lower case."""
    return json.dumps(text, ensure_ascii=False)


def first_difference(one: bytes, other: bytes) -> int:
    shared = min(len(one), len(other))
    return next((index for index in range(shared) if one[index] != other[index]), shared)


# --- Forms that the parts share -----------------------------------------------------------------------------------------------------------


def members_of(value: Any, names: tuple[str, ...], where: str) -> list[Any]:
    """The values of an object that has these members and no other, in the order of `names`."""
    if not isinstance(value, dict):
        malformed(where, "not an object")
    if set(value) != set(names):
        malformed(where, "its members are not " + ", ".join(names))
    return [value[name] for name in names]


def array(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        malformed(where, "not an array")
    return value


def string(value: Any, where: str) -> str:
    if not isinstance(value, str):
        malformed(where, "not a string")
    return value


def integer_within(value: Any, least: int, most: int, where: str) -> int:
    if type(value) is not int or not least <= value <= most:  # `type`: to Python, true is an int
        malformed(where, f"not an integer from {least} to {most}")
    return value


def base64_bytes(text: str, where: str) -> bytes:
    """RFC 4648 §4 with padding. Decoded and encoded again: what has spare bits, blanks or other letters does not come out the same."""
    return exactly_decoded(text, lambda: base64.b64decode(text, validate=True), lambda data: base64.b64encode(data), "base64", where)


def base64url_bytes(text: str, where: str) -> bytes:
    """RFC 4648 §5 without padding, as strictly."""
    padding = "=" * (-len(text) % 4)
    return exactly_decoded(
        text,
        lambda: base64.b64decode(text + padding, altchars=b"-_", validate=True),
        lambda data: base64.urlsafe_b64encode(data).rstrip(b"="),
        "base64url",
        where,
    )


def exactly_decoded(text: str, decode: Callable[[], bytes], encode: Callable[[bytes], bytes], name: str, where: str) -> bytes:
    try:
        data = decode()
    except ValueError:
        malformed(where, f"not {name}")
    if encode(data) != text.encode("utf-8"):
        malformed(where, f"not {name} in its one form: padding, other letters, or spare bits that are not zero")
    return data


def hash_of(value: Any, where: str) -> bytes:
    """A hash in base64url: 43 characters, 32 bytes."""
    text = string(value, where)
    if len(text) != 43:
        malformed(where, "not a hash: 43 characters of base64url")
    return base64url_bytes(text, where)


def path_of(value: Any, longest: int, where: str) -> list[bytes]:
    hashes = array(value, where)
    if len(hashes) > longest:
        malformed(where, f"more than {longest} hashes")
    return [hash_of(element, f"{where}[{index}]") for index, element in enumerate(hashes)]


def check_ascending(numbers: list[int], what: str, where: str) -> None:
    """Ascending, none twice."""
    for index in range(1, len(numbers)):
        if numbers[index - 1] >= numbers[index]:
            malformed(f"{where}[{index}]", f"not ascending by {what}: {numbers[index]} after {numbers[index - 1]}")


# --- Record id ----------------------------------------------------------------------------------------------------------------------------

ORIGIN = re.compile(r"candor/[0-9abcdefghjkmnpqrstvwxyz]{20}")


def origin_of(text: str, where: str) -> str:
    """`candor/` and the record id: twenty characters of Crockford's base 32, in lower case."""
    if not ORIGIN.fullmatch(text):
        malformed(where, "not an origin: candor/ and a record id of twenty characters")
    return text


# --- Disclosure ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Disclosure:
    """A value that a bundle opens, and the slot in which its digest should stand."""

    where: str
    slot: int
    name: str
    value: Any
    digest: str


def disclosure_of(value: Any, entry: str, where: str) -> Disclosure:
    """`{"slot":3,"text":"…"}`; the text is the array [salt, name, value], canonical, in base64url; the digest is H of the text as it stands."""
    slot_value, text_value = members_of(value, ("slot", "text"), f"{where} ({entry})")
    slot = integer_within(slot_value, 0, SLOTS - 1, f"{where}.slot ({entry})")
    where = f"{where} ({entry}, slot {slot})"
    text = string(text_value, where)
    if len(text) > MOST_BYTES_OF_DISCLOSURE:
        malformed(where, f"its text is longer than {MOST_BYTES_OF_DISCLOSURE} bytes")
    parts = array(read_json(base64url_bytes(text, where), where), where)
    if len(parts) != 3:
        malformed(where, "not an array of salt, name and value")
    salt = string(parts[0], where)
    if len(salt) != 22 or len(base64url_bytes(salt, where)) != 16:
        malformed(where, "its salt is not 16 bytes in base64url")
    name = string(parts[1], where)
    if not name or not name.isascii():
        malformed(where, "its name is empty or not ASCII")
    return Disclosure(where, slot, name, parts[2], base64url_digest(text))


def base64url_digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode("ascii")).digest()).rstrip(b"=").decode("ascii")


# --- Leaf ---------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leaf:
    """What the tree holds of an entry: its number, its day, and one digest a slot."""

    number: int
    digests: list[str]
    data: bytes


def leaf_of(value: Any, where: str) -> Leaf:
    """Canonical JSON, at most 4,096 bytes: {"c":[…],"id":17,"on":"2026-11-21","v":1}."""
    data = string(value, where).encode("utf-8")
    if len(data) > MOST_BYTES_OF_LEAF:
        malformed(where, f"longer than {MOST_BYTES_OF_LEAF} bytes")
    c, number, on, version = members_of(read_json(data, where), ("c", "id", "on", "v"), where)
    digests = array(c, f"{where}: c")
    if len(digests) != SLOTS:
        malformed(f"{where}: c", f"not {SLOTS} digests")
    for slot, digest in enumerate(digests):
        hash_of(digest, f"{where}: c[{slot}]")
    if len(set(digests)) != SLOTS:
        malformed(f"{where}: c", "two slots have one digest")
    integer_within(number, 1, LARGEST, f"{where}: id")
    check_day(string(on, f"{where}: on"), f"{where}: on")
    integer_within(version, 1, 1, f"{where}: v")
    return Leaf(number, digests, data)


def check_day(text: str, where: str) -> None:
    """`YYYY-MM-DD`, a day of the proleptic Gregorian calendar, years 0000 to 9999 (which Python's own dates do not reach)."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        malformed(where, "not a day written YYYY-MM-DD")
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1 <= month <= 12 and 1 <= day <= lengths[month - 1]):
        malformed(where, "no day of the calendar")


# --- Tree (RFC 9162 §2.1) -----------------------------------------------------------------------------------------------------------------

ROOT_OF_NO_LEAVES = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def is_included(hash: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """RFC 9162 §2.1.3.2, step by step."""
    if any(len(each) != 32 for each in (hash, root, *path)):
        return False
    if not 0 <= index < size:  # 1
        return False
    fn, sn = index, size - 1  # 2
    r = hash  # 3
    for p in path:  # 4
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root  # 5


def is_consistent(first: int, second: int, first_root: bytes, second_root: bytes, path: list[bytes]) -> bool:
    """RFC 9162 §2.1.4.2, step by step. From size 0 there is no proof; between equal sizes it is empty, and the roots are equal."""
    if any(len(each) != 32 for each in (first_root, second_root, *path)):
        return False
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    if not path:  # 1
        return False
    if first & (first - 1) == 0:  # 2: a power of two
        path = [first_root, *path]
    fn, sn = first - 1, second - 1  # 3
    while fn & 1:  # 4
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]  # 5
    for c in path[1:]:  # 6
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return fr == first_root and sr == second_root and sn == 0  # 7


# --- Checkpoint ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VerificationKey:
    """An Ed25519 public key under a name, written `NAME+ID+KEY`."""

    text: str
    name: str
    id: bytes
    public: bytes


def verification_key_of(text: str, where: str) -> VerificationKey:
    """NAME is an origin; ID the key's id, 8 hexadecimal digits in lower case; KEY the base64 of 0x01 ‖ public key (and may hold a `+`)."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        malformed(where, "not a verification key: NAME+ID+KEY")
    name = origin_of(parts[0], where)
    data = base64_bytes(parts[2], where)
    if len(data) != 33 or data[0] != 1:
        malformed(where, "its key is not 0x01 and 32 bytes")
    id = hashlib.sha256(name.encode("ascii") + b"\n" + data).digest()[:4]
    if parts[1] != id.hex():
        malformed(where, "its id is not that of its name and key")
    return VerificationKey(text, name, id, data[1:])


@dataclass(frozen=True)
class Signature:
    name: str
    id: bytes
    data: bytes


@dataclass(frozen=True)
class Checkpoint:
    """What was signed: that the record had so many entries, and which."""

    origin: str
    size: int
    root: bytes
    text: bytes
    signatures: list[Signature]


def checkpoint_of(value: Any, where: str) -> Checkpoint:
    """A signed note: its text, a blank line, and signatures. Every line ends with LF."""
    note = string(value, where)
    if len(note) > MOST_BYTES_OF_NOTE or len(note.encode("utf-8")) > MOST_BYTES_OF_NOTE:
        malformed(where, f"longer than {MOST_BYTES_OF_NOTE} bytes")
    if any(character < " " and character != "\n" for character in note):
        malformed(where, "a control character other than LF")
    text, blank_line, signatures = note.rpartition("\n\n")
    if not blank_line or not signatures.endswith("\n"):
        malformed(where, "not a text, a blank line and signatures, each line ended by LF")
    lines = text.split("\n")
    if len(lines) < 3 or "" in lines:
        malformed(where, "its text is not three lines, or more that are not empty")
    origin = origin_of(lines[0], f"{where}, line 1")
    size = size_of(lines[1], f"{where}, line 2")
    root = base64_bytes(lines[2], f"{where}, line 3")
    if len(root) != 32:
        malformed(f"{where}, line 3", "not a root: 32 bytes in base64")
    if size == 0 and root != ROOT_OF_NO_LEAVES:
        malformed(f"{where}, line 3", "not the root of no leaves, though the size is 0")
    return Checkpoint(origin, size, root, (text + "\n").encode("utf-8"), signatures_of(signatures, len(lines) + 2, where))


def size_of(line: str, where: str) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", line) or int(line) > LARGEST:
        malformed(where, "not a size: decimal without leading zeros, 0 to 2^53 - 1")
    return int(line)


def signatures_of(text: str, first_line: int, where: str) -> list[Signature]:
    lines = text[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        malformed(where, f"more than {MOST_SIGNATURES} signatures")
    return [signature_of(line, f"{where}, line {first_line + index}") for index, line in enumerate(lines)]


def signature_of(line: str, where: str) -> Signature:
    """`— NAME BASE64`. A name has no blank and no `+`; the bytes are the key's id (4) and a signature, of what length only its key can say."""
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "\u2014":
        malformed(where, "not a signature: U+2014, a name and base64, with one blank between")
    name = parts[1]
    if not name or "+" in name or any(character.isspace() for character in name):
        malformed(where, "the signature's name is empty, or has a blank or a +")
    data = base64_bytes(parts[2], where)
    if len(data) < 5:
        malformed(where, "no more than a key's id where a signature is due")
    return Signature(name, data[:4], data[4:])


UNSIGNED, FORGED, SIGNED = "unsigned", "forged", "signed"


def signed_by(checkpoint: Checkpoint, key: VerificationKey) -> str:
    """Signatures by the key's name and id must verify, every one of them; those by others are passed over."""
    own = [each for each in checkpoint.signatures if (each.name, each.id) == (key.name, key.id)]
    if not own:
        return UNSIGNED
    return SIGNED if all(is_ed25519(each.data, checkpoint.text, key.public) for each in own) else FORGED


def is_ed25519(signature: bytes, text: bytes, public: bytes) -> bool:
    """RFC 8032 §5.1.7: the only thing that Python's standard library does not bring."""
    try:
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise Hindrance('Ed25519 needs the Python package "cryptography"\n  install it: python3 -m pip install cryptography') from None
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except UnsupportedAlgorithm:
        raise Hindrance(
            'this "cryptography" has no Ed25519\n  install a newer one: python3 -m pip install --upgrade cryptography'
        ) from None
    except (InvalidSignature, ValueError):  # ValueError: 32 bytes that are no key
        return False
    return True


# --- Bundle: its form ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    where: str
    leaf: Leaf
    path: list[bytes]
    disclosures: list[Disclosure]


@dataclass(frozen=True)
class Consistency:
    where: str
    size: int
    root: bytes
    path: list[bytes]


@dataclass(frozen=True)
class Succession:
    where: str
    checkpoint: Checkpoint
    entry: Entry
    path: list[bytes]


@dataclass(frozen=True)
class Bundle:
    checkpoint: Checkpoint
    consistency: list[Consistency]
    entries: list[Entry]
    successions: list[Succession]
    verification: VerificationKey


MEMBERS = ("candor-bundle", "checkpoint", "consistency", "entries", "successions", "verification")


def bundle_of(data: bytes) -> Bundle:
    """`malformed`, the whole of it: nothing is verified before everything has its form."""
    if len(data) > MOST_BYTES_OF_BUNDLE:
        malformed("the file", f"longer than {MOST_BYTES_OF_BUNDLE} bytes")
    if not data.startswith(b'{"candor-bundle":'):
        malformed("the file", 'does not begin {"candor-bundle":')
    if not data.endswith(b"\n"):
        malformed("the file", "does not end with LF")
    # Each part of a bundle is a hash or has one. So one with a part every eight bytes is none, and need not fill the memory to be found so.
    value = read_json(data[:-1], "the file", most_parts=64 + len(data) // 8)
    version, checkpoint_value, consistency_value, entries_value, successions_value, verification_value = members_of(
        value, MEMBERS, "the file"
    )
    integer_within(version, 1, 1, "candor-bundle")
    checkpoint = checkpoint_of(checkpoint_value, "checkpoint")
    return Bundle(
        checkpoint=checkpoint,
        consistency=consistency_of(consistency_value, checkpoint.size),
        entries=entries_of(entries_value),
        successions=successions_of(successions_value),
        verification=verification_key_of(string(verification_value, "verification"), "verification"),
    )


def consistency_of(value: Any, size_of_checkpoint: int) -> list[Consistency]:
    result = []
    for index, element in enumerate(array(value, "consistency")):
        where = f"consistency[{index}]"
        path, root, size = members_of(element, ("path", "root", "size"), where)
        integer_within(size, 1, size_of_checkpoint - 1, f"{where}.size")
        result.append(Consistency(where, size, hash_of(root, f"{where}.root"), path_of(path, LONGEST_CONSISTENCY, f"{where}.path")))
    check_ascending([each.size for each in result], "size", "consistency")
    return result


def entries_of(value: Any) -> list[Entry]:
    result = [entry_of(element, f"entries[{index}]") for index, element in enumerate(array(value, "entries"))]
    check_ascending([each.leaf.number for each in result], "number", "entries")
    return result


def entry_of(value: Any, where: str) -> Entry:
    disclosures_value, leaf_value, path_value = members_of(value, ("disclosures", "leaf", "path"), where)
    leaf = leaf_of(leaf_value, f"{where}.leaf")
    number = f"entry {leaf.number}"
    path = path_of(path_value, LONGEST_INCLUSION, f"{where}.path")
    disclosures = [
        disclosure_of(element, number, f"{where}.disclosures[{index}]")
        for index, element in enumerate(array(disclosures_value, f"{where}.disclosures"))
    ]
    check_ascending([each.slot for each in disclosures], "slot", f"{where}.disclosures")
    return Entry(f"{where} ({number})", leaf, path, disclosures)


def successions_of(value: Any) -> list[Succession]:
    result = []
    for index, element in enumerate(array(value, "successions")):
        where = f"successions[{index}]"
        checkpoint, entry, path = members_of(element, ("checkpoint", "entry", "path"), where)
        result.append(
            Succession(
                where,
                checkpoint_of(checkpoint, f"{where}.checkpoint"),
                entry_of(entry, f"{where}.entry"),
                path_of(path, LONGEST_CONSISTENCY, f"{where}.path"),
            )
        )
    check_ascending([each.checkpoint.size for each in result], "size", "successions")
    return result


# --- Bundle: verifying, in the order of its table -----------------------------------------------------------------------------------------


def verify_bundle(bundle: Bundle) -> None:
    """What the bundle says of itself. One check after the other, each over all that it concerns."""
    check_signature(bundle)
    check_origin(bundle)
    for entry in bundle.entries:
        check_included(entry, bundle.checkpoint)
    for entry in bundle.entries:
        check_committed(entry)
    for entry in bundle.entries:
        check_unequivocal(entry)
    for element in bundle.consistency:
        check_consistent(element, bundle.checkpoint)
    check_successions(bundle)


def check_signature(bundle: Bundle) -> None:
    """`unsigned`, `forged`."""
    answer = signed_by(bundle.checkpoint, bundle.verification)
    if answer == UNSIGNED:
        raise Failure("unsigned", "checkpoint", "it has no signature by the key in verification")
    if answer == FORGED:
        raise Failure("forged", "checkpoint", "its signature by the key in verification does not verify")


def check_origin(bundle: Bundle) -> None:
    """`other-origin`, within the bundle."""
    if bundle.checkpoint.origin != bundle.verification.name:
        raise Failure(
            "other-origin", "checkpoint", f"its origin is {bundle.checkpoint.origin}; verification is a key of {bundle.verification.name}"
        )


def check_included(entry: Entry, checkpoint: Checkpoint) -> None:
    """`not-included`. Entry n is leaf n − 1."""
    if entry.leaf.number > checkpoint.size:
        raise Failure("not-included", entry.where, f"its number is beyond the checkpoint's size, {checkpoint.size}")
    if not is_included(leaf_hash(entry.leaf.data), entry.leaf.number - 1, checkpoint.size, entry.path, checkpoint.root):
        raise Failure("not-included", entry.where, "leaf and path do not give the checkpoint's root")


def check_committed(entry: Entry) -> None:
    """`uncommitted`."""
    for disclosure in entry.disclosures:
        if entry.leaf.digests[disclosure.slot] != disclosure.digest:
            raise Failure("uncommitted", disclosure.where, "the leaf has another digest in this slot")


def check_unequivocal(entry: Entry) -> None:
    """`equivocal`: a slot has one name and a name one slot, as far as that can be said without the kinds' schemas."""
    seen: dict[str, int] = {}
    for disclosure in entry.disclosures:
        name = json.dumps(disclosure.name)  # as JSON: ASCII has controls, too
        if disclosure.name in seen:
            raise Failure("equivocal", disclosure.where, f"it is named {name}, and so is slot {seen[disclosure.name]}")
        seen[disclosure.name] = disclosure.slot
        if disclosure.slot < len(NAMES_OF_FIRST_SLOTS):
            expected = NAMES_OF_FIRST_SLOTS[disclosure.slot]
            if disclosure.name != expected:
                raise Failure("equivocal", disclosure.where, f'it is named {name}; this slot is "{expected}"')
        elif disclosure.name in NAMES_OF_FIRST_SLOTS:
            raise Failure("equivocal", disclosure.where, f"it is named {name}; that is slot {NAMES_OF_FIRST_SLOTS.index(disclosure.name)}")


def check_consistent(element: Consistency, checkpoint: Checkpoint) -> None:
    """`inconsistent`."""
    if not is_consistent(element.size, checkpoint.size, element.root, checkpoint.root, element.path):
        raise Failure("inconsistent", element.where, f"the checkpoint's tree does not go on from this one, of size {element.size}")


def check_successions(bundle: Bundle) -> None:
    """`unsucceeded`."""
    new_key = bundle.verification
    former: Optional[VerificationKey] = None
    for succession in bundle.successions:
        former = new_key = check_succession(succession, bundle.checkpoint, former)
    if new_key.text != bundle.verification.text:
        raise Failure("unsucceeded", bundle.successions[-1].where, "the new key of the last succession is not verification")


def check_succession(succession: Succession, latest: Checkpoint, former: Optional[VerificationKey]) -> VerificationKey:
    """That one change of the key took place in this record; its new key."""
    own, entry = succession.checkpoint, succession.entry

    def refuse(what: str) -> NoReturn:
        raise Failure("unsucceeded", succession.where, what)

    if own.origin != latest.origin:
        refuse(f"its origin is {own.origin}, not {latest.origin}")
    if own.size > latest.size:
        refuse(f"its checkpoint, of size {own.size}, is beyond the bundle's, of size {latest.size}")
    if entry.leaf.number != own.size:
        refuse(f"its entry, {entry.leaf.number}, is not the last of its checkpoint's tree, of size {own.size}")
    try:
        check_included(entry, own)
        check_committed(entry)
        check_unequivocal(entry)
    except Failure as failure:
        raise Failure("unsucceeded", failure.where, failure.what) from None
    new_key = new_key_of(succession)
    if new_key.name != latest.origin:
        refuse(f"its new key is of {new_key.name}, not of {latest.origin}")
    if signed_by(own, new_key) != SIGNED:
        refuse("its checkpoint is not signed by the new key")
    if former is not None and signed_by(own, former) != SIGNED:
        refuse("its checkpoint is not signed by the key of the succession before it")
    if not is_consistent(own.size, latest.size, own.root, latest.root, succession.path):
        refuse(f"the bundle's tree does not go on from its tree, of size {own.size}")
    return new_key


# The slot of a `custody.transferred` that holds the new verification key.
KEY_SLOT = 12


def new_key_of(succession: Succession) -> VerificationKey:
    """The entry is a `custody.transferred`, and opens its slots 0, `kind`, and 12, `key`."""
    values = {(each.slot, each.name): each.value for each in succession.entry.disclosures}
    kind = values.get((0, "kind"))
    if not (isinstance(kind, list) and len(kind) == 2 and kind[0] == "custody.transferred" and type(kind[1]) is int and kind[1] >= 1):
        raise Failure("unsucceeded", succession.entry.where, "its kind is not opened, or not custody.transferred")
    key = values.get((KEY_SLOT, "key"))
    if not isinstance(key, str):
        raise Failure("unsucceeded", succession.entry.where, "its key is not opened, or not a string")
    try:
        return verification_key_of(key, succession.entry.where)
    except Failure as failure:
        raise Failure("unsucceeded", failure.where, f"its key: {failure.what}") from None


# --- Bundle: whether the signer is the one a reader trusts --------------------------------------------------------------------------------


def check_trusted_key(bundle: Bundle, trusted: VerificationKey) -> None:
    """`other-origin`, `other-signer`: the key itself, or one that it handed the trust on to."""
    if trusted.name != bundle.checkpoint.origin:
        raise Failure(
            "other-origin", "verification", f"the key that you trust is of {trusted.name}; the bundle is of {bundle.checkpoint.origin}"
        )
    if trusted.text == bundle.verification.text:
        return
    for succession in bundle.successions:
        if signed_by(succession.checkpoint, trusted) == SIGNED:
            trusted = new_key_of(succession)
    if trusted.text != bundle.verification.text:
        raise Failure("other-signer", "verification", "it is not the key that you trust, and no succession leads from that one to it")


def check_goes_on_from(bundle: Bundle, older: Checkpoint) -> None:
    """`smaller`, `forked`, `unproven`: the older bundle's tree is the beginning of this one's."""
    size = older.size
    if size == 0:
        return  # Every tree goes on from the empty one.
    if size > bundle.checkpoint.size:
        raise Failure("smaller", "checkpoint", f"it is of size {bundle.checkpoint.size}; the older bundle's is of size {size}")
    if size == bundle.checkpoint.size:
        if older.root != bundle.checkpoint.root:
            raise Failure("forked", "checkpoint", f"the older bundle has another root of the same size, {size}")
        return
    element = next((each for each in bundle.consistency if each.size == size), None)
    if element is None:
        raise Failure("unproven", "consistency", f"nothing in it is of the older bundle's size, {size}")
    if element.root != older.root:
        raise Failure("forked", element.where, f"the older bundle has another root of the same size, {size}")


# --- The program --------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    name: str
    where: Optional[str] = None
    size: Optional[int] = None
    entries: Optional[int] = None
    values: Optional[int] = None
    words: tuple[str, ...] = ()

    @property
    def exit(self) -> int:
        if self.name in (HOLDS, SIGNER_UNCHECKED):
            return 0
        return 3 if self.name == "malformed" else 1

    def as_json(self) -> str:
        members = {"verdict": self.name, "where": self.where, "size": self.size, "entries": self.entries, "values": self.values}
        return json.dumps(members)

    def as_text(self) -> str:
        return "\n".join((self.name, *self.words))


def judge(data: bytes, key: Optional[VerificationKey] = None, older_data: Optional[bytes] = None) -> Verdict:
    """The verdict on a bundle's bytes; of its figures only what was verified, so of a failure none."""
    older: Optional[Bundle] = None
    try:
        if older_data is not None:
            older = older_bundle(older_data)
            key = older.verification
        bundle = bundle_of(data)
        verify_bundle(bundle)
        if key is not None:
            check_trusted_key(bundle, key)
        if older is not None:
            check_goes_on_from(bundle, older.checkpoint)
    except Failure as failure:
        words = (f"where: {failure.where}", f"what: {failure.what}", f"do: {WHAT_TO_DO[failure.verdict]}")
        return Verdict(failure.verdict, failure.where, words=words)
    return Verdict(
        HOLDS if key is not None else SIGNER_UNCHECKED,
        size=bundle.checkpoint.size,
        entries=len(bundle.entries),
        values=number_of_values(bundle),
        words=words_of(bundle, key, older),
    )


def older_bundle(data: bytes) -> Bundle:
    """The older one is verified first, by itself; what fails then is said to be in it."""
    try:
        older = bundle_of(data)
        verify_bundle(older)
        return older
    except Failure as failure:
        raise Failure(failure.verdict, f"the older bundle: {failure.where}", failure.what) from None


def number_of_values(bundle: Bundle) -> int:
    return sum(len(entry.disclosures) for entry in bundle.entries)


def words_of(bundle: Bundle, key: Optional[VerificationKey], older: Optional[Bundle]) -> tuple[str, ...]:
    checkpoint = bundle.checkpoint
    words = [
        f"origin: {checkpoint.origin}",
        f"size: {checkpoint.size}",
        f"root: {base64.b64encode(checkpoint.root).decode('ascii')}",
        f"signed by: {bundle.verification.text}",
        f"entries: {len(bundle.entries)}, each in the tree that was signed",
        f"values: {number_of_values(bundle)}, each committed to in its entry",
    ]
    if bundle.consistency:
        sizes = ", ".join(str(each.size) for each in bundle.consistency)
        words.append(f"goes on from: the trees of sizes {sizes}, as the bundle has them")
    if bundle.successions:
        words.append(f"changes of the key: {len(bundle.successions)}")
    if older is not None:
        words.append(f"since: size {older.checkpoint.size}, as in the older bundle; nothing of it was changed or left out")
    elif key is not None:
        words.append("signer: the key that you trust, or one that it handed over to")
    else:
        words.append(
            "signer: unchecked; whose key it is, you know from --key FILE, got by another way, or --since OLDER, a bundle that you trust"
        )
    return tuple(words)


def read_file(path: str, most: int) -> bytes:
    """No more than one byte beyond what is allowed, whatever the file's length."""
    try:
        with open(path, "rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not the name of a file"
        raise Hindrance(f"cannot read {path!a}: {reason}") from None


def read_key(path: str) -> VerificationKey:
    """A file of one line; the line's end is free."""
    text = read_file(path, 4_096).decode("utf-8", "replace").rstrip("\r\n")
    try:
        return verification_key_of(text, ascii(path))
    except Failure as failure:
        raise Hindrance(f"no verification key in {failure.where}: {failure.what}\n  it is one line, NAME+ID+KEY") from None


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="verify-bundle",
        allow_abbrev=False,
        description="Verifies a proof bundle.",
        epilog="Exit: 0 it holds; 1 it does not; 2 usage; 3 malformed.",
    )
    parser.add_argument("bundle", metavar="BUNDLE", help="the file, NAME.proof.json")
    trust = parser.add_mutually_exclusive_group()
    trust.add_argument("--key", metavar="FILE", help="a file with the verification key that you trust, NAME+ID+KEY")
    trust.add_argument("--since", metavar="OLDER", help="an older bundle that you trust: the record must go on from it")
    parser.add_argument("--json", action="store_true", help="one JSON object in place of words")
    options = parser.parse_args(arguments)
    try:
        key = read_key(options.key) if options.key is not None else None
        older_data = read_file(options.since, MOST_BYTES_OF_BUNDLE) if options.since is not None else None
        verdict = judge(read_file(options.bundle, MOST_BYTES_OF_BUNDLE), key, older_data)
    except Hindrance as hindrance:
        print(f"verify-bundle: {hindrance}", file=sys.stderr)
        return 2
    print(verdict.as_json() if options.json else verdict.as_text())
    return verdict.exit


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
