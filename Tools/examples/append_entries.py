#!/usr/bin/env python3
"""Takes the entries of a JSON file into a record, all of them or none; every mistake is shown at its place in the file.

    Tools/examples/append_entries.py RECORD FILE [--case CASE] [--dry-run]

The file holds an entry, or a list of entries that may refer to each other by label; Docs/kinds.md has their fields. CANDOR names the program, CANDOR_KEY
the key file, where they are not found without. Exits 0 where they are taken, 3 where there is a mistake, 5
where it cannot be done; then nothing was written.

    [{"kind": "meeting.held", "label": "m1", "occurred": "2019-03-16", "bodies": ["sc"]},
     {"kind": "vote.held", "occurred": "2019-03-16", "by": "sc", "at": "m1", "votes": {"for": 3, "against": 1}}]
"""

import argparse
import json
import re
import sys

from candor_rpc import Candor, Ended, Refused

BLANKS = re.compile(r"[\s,:]*")


def place(text, path, of_name=False):
    """Where in a JSON text the value lies that a JSON Pointer names, or its name; or the last on the way to it that is there."""
    skip = lambda at: BLANKS.match(text, at).end()
    value_end = lambda at: json.JSONDecoder().raw_decode(text, at)[1]
    at = name_at = skip(0)
    for step in path.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        is_object, inner = text[at] == "{", skip(at + 1)
        if text[at] not in "{[":
            return at
        number = 0
        while text[inner] not in "}]":
            name, name_at = str(number), inner
            if is_object:
                name, inner = json.JSONDecoder().raw_decode(text, inner)
                inner = skip(inner)
            if name == step:
                at = inner
                break
            inner, number = skip(value_end(inner)), number + 1
        else:
            return at
    return name_at if of_name else at


def show(file, text, at, message, expected):
    line, start = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1
    print(f"{file}:{line}:{at - start + 1}: error: {message}", file=sys.stderr)
    print(f"    {text[start:].splitlines()[0]}\n    {' ' * (at - start)}^", file=sys.stderr)
    if expected:
        print(f"  {expected}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("file", help="- for stdin")
    parser.add_argument("--case", help="the case they belong to; not needed where there is only one")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    options = parser.parse_args()
    try:
        text = sys.stdin.read() if options.file == "-" else open(options.file, encoding="utf-8").read()
    except OSError as failure:
        print(f"append_entries.py: {options.file}: {failure.strerror}", file=sys.stderr)
        sys.exit(5)
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as fault:
        show(options.file, text + "\n", fault.pos, fault.msg, "a JSON file with an entry or a list of entries")
        sys.exit(3)
    # A mistake is told with its path into the parameters; what comes after their name is the path into the file.
    name = "entries" if isinstance(entries, list) else "entry"
    try:
        with Candor(options.record) as candor:
            case = options.case or only_case(candor)
            taken = candor.call("record/append", {name: entries, "dryRun": options.dry_run} | ({"case": case} if case else {}))
    except Refused as refused:
        mistakes = refused.mistakes or [{"kind": refused.kind, "path": refused.path, "message": refused.message, "expected": refused.expected}]
        for mistake in mistakes:
            if (path := mistake["path"] or "").startswith(f"/{name}"):
                at = place(text, path.removeprefix(f"/{name}"), of_name=mistake["kind"].endswith("unknown-field"))
                show(options.file, text, at, mistake["message"], mistake["expected"])
            else:
                print(f"append_entries.py: {mistake['message']}: {mistake['expected'] or ''}", file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        sys.exit(3 if refused.kind and refused.kind.startswith("input") else 5)
    except Ended as failure:
        print(f"append_entries.py: {failure}", file=sys.stderr)
        sys.exit(5)
    duties = ", ".join(f"{count} {state}" for state, count in taken["duties"].items() if count)
    numbers = ", ".join(map(str, taken["entries"]))
    print(f"{'Taken in' if taken['written'] else 'Would be taken in'}: {numbers or 'nothing'}. The record has {taken['checkpoint']['size']} entries; duties: {duties or 'none'}.")
    # What stands otherwise than before, by what became of it.
    for word, changed in taken["changes"].items():
        for duty in changed:
            due = f", due {duty['due']}" if isinstance(duty["due"], str) else ""
            print(f"{word}: {duty['duty']} ({duty['check']}){due}")


def only_case(candor):
    cases = candor.call("case/list")["cases"]
    return cases[0]["case"] if len(cases) == 1 else None


if __name__ == "__main__":
    main()
